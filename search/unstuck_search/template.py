"""The template grammar of error signatures, and where a template stands in a line.

`exec {path}: exec format error` is literal text with variable parts: `{name}`, `{name:type}`, or `{}` for one
without a name; `{{` and `}}` are literal braces. A part whose name is a type has that type (`{path}`).

Matching walks the literal pieces from left to right and checks what lies between them against its type. Each piece
is tried at a bounded number of places, so the time is linear in the line, whatever the template: a regular
expression with several open parts would not be. The rules are the same in the JavaScript twin.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

# What a variable part may hold: a pattern for the whole captured text, one character class per run.
TYPES = {
    "word": r"\S{1,500}",
    "path": r"[^\s\"'`<>|;*?]{1,500}",
    "int": r"[-+]?[0-9]{1,40}",
    "hex": r"(?:0[xX])?[0-9a-fA-F]{1,128}",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "ip": r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[?[0-9a-fA-F:]{2,45}\]?",
    "host": r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}",
    "port": r"[0-9]{1,5}",
    "url": r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s\"'<>`]{1,2000}",
    "version": r"[vV]?[0-9][0-9A-Za-z.*+~_-]{0,80}",
    "image": r"[A-Za-z0-9][A-Za-z0-9._/:@-]{0,400}",
    "quoted": r"\"[^\"]{0,500}\"|'[^']{0,500}'|`[^`]{0,500}`|`[^']{0,500}'",
    "rest": r".{1,2000}",
}
_ANONYMOUS = "rest"  # an anonymous part promises nothing about what stands there, spaces included
_TRIES = 12  # places at which one literal piece is tried
_STARTS = 24  # places at which a whole template is tried in one line
_TRAILING = ".,;:!?)]}'\"`"  # punctuation behind a value at the end of a template belongs to the sentence

_FULL = {name: re.compile(pattern) for name, pattern in TYPES.items()}
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z")
_WORD = re.compile(r"[^\W_]+(?:[._:/-]+[^\W_]+)*")
_SPACE = re.compile(r"\s+")
QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4\u2032\u00a0", "''''\"\"\"\"'' ")


class TemplateError(ValueError):
    """A template that is not of the grammar; `column` counts from 1 into the template."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A part that varies. `name` is empty for an anonymous one."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a template stands in a line (character offsets), and what its named parts hold."""

    start: int
    end: int
    captures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One line of a signature, parsed. `literals` are its literal pieces folded for comparison."""

    source: str
    parts: tuple[Literal | Variable, ...]
    literals: tuple[str, ...]

    @property
    def literal_words(self) -> tuple[str, ...]:
        """The words that do not vary, in order."""
        return tuple(word for part in self.parts if isinstance(part, Literal) for word in _WORD.findall(part.text))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the variable parts, in order."""
        return tuple(part.name for part in self.parts if isinstance(part, Variable) and part.name)

    @property
    def shape(self) -> str:
        """The template without names: two of the same shape match the same text."""
        return "".join(fold(part.text) if isinstance(part, Literal) else f"{{{part.type}}}" for part in self.parts)

    def captures(self, line: str) -> dict[str, str] | None:
        """Captured values by name where the template stands in a line as it was pasted, else None."""
        squeezed = _SPACE.sub(" ", line.translate(QUOTES))
        found = self.find(squeezed, fold(squeezed))
        return None if found is None else dict(found.captures)

    def find(self, line: str, folded: str) -> Found | None:
        """The first place in a line where the whole template stands.

        `line` has its white space squeezed and its quotes straightened; `folded` is `fold(line)`, of equal length.
        """
        first = self.literals[0] if self.literals and isinstance(self.parts[0], Literal) else ""
        if not self.literals:
            return None  # nothing but variable parts proves nothing
        position = 0
        for _ in range(_STARTS):
            if first:
                position = _find_word(folded, first, position)
                if position < 0:
                    return None
                found = self._rest(line, folded, position, position + len(first), 1, ())
            else:
                found = self._leading(line, folded, position)
                if found is None:
                    return None
            if found is not None:
                return found
            position += 1
        return None

    def _leading(self, line: str, folded: str, position: int) -> Found | None:
        """A template that begins with a variable part: what stands before its first literal piece."""
        part = self.parts[0]
        assert isinstance(part, Variable)  # noqa: S101  (the caller looked)
        if len(self.parts) == 1:
            return None
        piece = self.literals[0]
        at = position
        for _ in range(_TRIES):
            at = folded.find(piece, at)
            if at < 0:
                return None
            start = 0 if part.type == "rest" else line.rfind(" ", 0, at) + 1
            while start < at and line[start] in "([{\"'`" and part.type != "quoted":
                start += 1
            if start < at and _FULL[part.type].fullmatch(line, start, at):
                captures = ((part.name, line[start:at]),) if part.name else ()
                found = self._rest(line, folded, start, at + len(piece), 2, captures)
                if found is not None:
                    return found
            at += 1
        return None

    def _rest(
        self, line: str, folded: str, start: int, at: int, index: int, captures: tuple[tuple[str, str], ...]
    ) -> Found | None:
        """Match the parts from `index` on, of which the first is a variable one, at offset `at`."""
        piece = index // 2 if isinstance(self.parts[0], Variable) else (index + 1) // 2
        while index < len(self.parts):
            part = self.parts[index]
            if isinstance(part, Literal):
                if not folded.startswith(self.literals[piece], at):
                    return None
                at += len(self.literals[piece])
                piece += 1
                index += 1
                continue
            following = self.parts[index + 1] if index + 1 < len(self.parts) else None
            end = self._end(line, folded, at, part, self.literals[piece] if isinstance(following, Literal) else None)
            if end < 0:
                return None
            if part.name:
                captures += ((part.name, line[at:end]),)
            at = end
            index += 1
        return Found(start, at, captures)

    def _end(self, line: str, folded: str, at: int, part: Variable, following: str | None) -> int:
        """Where a variable part that begins at `at` ends; negative where its type does not fit."""
        full = _FULL[part.type]
        if following is None:
            found = full.match(line, at)
            if found is None:
                return -1
            end = found.end()
            while part.type not in ("rest", "quoted") and end - 1 > at and line[end - 1] in _TRAILING:
                end -= 1
            return end
        stop = at
        for _ in range(_TRIES):
            stop = folded.find(following, stop + 1)
            if stop < 0:
                return -1
            if full.fullmatch(line, at, stop):
                return stop
        return -1


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _find_word(folded: str, piece: str, position: int) -> int:
    """Find a literal piece that does not begin in the middle of a word (`error` in `terror` is none)."""
    while True:
        position = folded.find(piece, position)
        if position <= 0 or not (piece[0].isalnum() and folded[position - 1].isalnum()):
            return position
        position += 1


@functools.lru_cache(maxsize=65536)
def parse(text: str) -> Template:
    """Parse a template.

    Raises:
        TemplateError: a brace that is not paired, an unknown type, or a name that is not a word.
    """
    parts: list[Literal | Variable] = []
    literal = ""
    end = 0
    for found in _PART.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        token = found.group()
        if token in ("{{", "}}"):
            literal += token[0]
        elif found.group(1) is None:
            raise TemplateError(f"a lone `{token}`; write `{token * 2}` for a literal brace", found.start() + 1)
        else:
            _add(parts, literal)
            literal = ""
            parts.append(_variable(found.group(1), found.start() + 1))
    _add(parts, literal + text[end:])
    folded = tuple(fold(part.text) for part in parts if isinstance(part, Literal))
    return Template(text, tuple(parts), folded)


def _add(parts: list[Literal | Variable], literal: str) -> None:
    """Add literal text as a line would show it: white space squeezed, straight quotes."""
    text = _SPACE.sub(" ", literal.translate(QUOTES))
    if not parts:
        text = text.lstrip()
    if text and parts and isinstance(parts[-1], Literal):
        parts[-1] = Literal(parts[-1].text + text)
    elif text:
        parts.append(Literal(text))


def _variable(text: str, column: int) -> Variable:
    name, colon, kind = (part.strip() for part in text.partition(":"))
    if name and not _NAME.match(name):
        raise TemplateError(f"`{{{text}}}` is no variable part: names are letters, digits and `_`", column)
    if colon and kind not in TYPES:
        raise TemplateError(f"`{kind}` is no type; the types are {', '.join(TYPES)}", column)
    if not colon:
        kind = name if name in TYPES else ("word" if name else _ANONYMOUS)
    return Variable(name, kind)


def escape(text: str) -> str:
    """Literal text as a template that matches it alone."""
    return text.replace("{", "{{").replace("}", "}}")
