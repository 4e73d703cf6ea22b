"""The template grammar of error signatures, and where a template matches a line.

`exec {path}: exec format error` is literal text with variable parts: `{name}`, `{name:type}`, or `{}` for one
without a name; `{{` and `}}` are literal braces. A part whose name is a type has that type (`{path}`).

Matching walks the literal pieces from left to right and checks what lies between them against its type. Each piece
is tried at a bounded number of places, so the time is linear in the line, whatever the template: a regular
expression with several open parts would not be. The rules are the same in the JavaScript twin.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from unstuck_search.rules import load_rules
from unstuck_search.text import QUOTES, fold

_RULES = load_rules()
TYPES = _RULES.types  # what a variable part may hold: a pattern for the whole captured text
ANYTHING = "rest"  # the type of an anonymous part, which promises nothing about what is there, spaces included

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z")
_WORD = re.compile(r"[^\W_]+(?:[._:/-]+[^\W_]+)*")
_SPACE = re.compile(r"\s+")


class TemplateError(ValueError):
    """A template that is not of the grammar; `column` counts from 1 into the template."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class Literal(NamedTuple):
    """Text to be matched as it is."""

    text: str


class Variable(NamedTuple):
    """A part that varies. `name` is empty for an anonymous one."""

    name: str
    type: str


class Found(NamedTuple):
    """Where a template matches a line (character offsets), and what its named parts hold."""

    start: int
    end: int
    captures: tuple[tuple[str, str], ...]


class Template(NamedTuple):
    """One line of a signature, parsed. `literals` are its literal pieces folded for comparison.

    `longest` is the longest of them: a line without it cannot match, and most lines are without. It is empty where no
    piece has a letter or a digit: nothing but variable parts proves nothing.
    """

    source: str
    parts: tuple[Literal | Variable, ...]
    literals: tuple[str, ...]
    longest: str

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
        """Captured values by name where the template matches a line as it was pasted, else None."""
        squeezed = _SPACE.sub(" ", line.translate(QUOTES))
        found = self.find(squeezed, fold(squeezed))
        return None if found is None else dict(found.captures)

    def find(self, line: str, folded: str) -> Found | None:
        """The first place in a line where the whole template matches.

        `line` has its white space squeezed and its quotes straightened; `folded` is `fold(line)`, of equal length.
        """
        if not self.longest or self.longest not in folded:
            return None
        walk = _Attempt(self, line, folded)
        first = self.parts[0]
        if isinstance(first, Literal):
            piece = self.literals[0]
            at = find_word(folded, piece, 0)
            while at >= 0 and walk.tries > 0:
                found = walk.rest(1, 1, at, at + len(piece), ())
                if found is not None:
                    return found
                walk.tries -= 1
                at = find_word(folded, piece, at + 1)
            return None
        if len(self.parts) == 1 or isinstance(self.parts[1], Variable):
            return walk.rest(0, 0, 0, 0, ())
        piece = self.literals[0]
        at = folded.find(piece, 1)
        while at >= 0 and walk.tries > 0:
            start = _leading(first, line, at)
            if start >= 0:
                captures = ((first.name, line[start:at]),) if first.name else ()
                found = walk.rest(2, 1, start, at + len(piece), captures)
                if found is not None:
                    return found
            walk.tries -= 1
            at = folded.find(piece, at + 1)
        return None


class _Attempt:
    """One attempt to lay a template over a line; `tries` bounds the places looked at in all."""

    def __init__(self, template: Template, line: str, folded: str) -> None:
        self.template = template
        self.line = line
        self.folded = folded
        self.tries = _RULES.limits.max_tries

    def rest(self, index: int, piece: int, start: int, at: int, captures: tuple[tuple[str, str], ...]) -> Found | None:
        """Match the parts from `index` on at offset `at`; `piece` is the index of the next literal one."""
        parts = self.template.parts
        if index == len(parts):
            return Found(start, at, captures)
        part = parts[index]
        if isinstance(part, Literal):
            literal = self.template.literals[piece]
            if not self.folded.startswith(literal, at):
                return None
            return self.rest(index + 1, piece + 1, start, at + len(literal), captures)
        full = _full(part.type)
        if index + 1 == len(parts) or isinstance(parts[index + 1], Variable):
            found = full.match(self.line, at)
            if found is None:
                return None
            end = found.end()
            while part.type not in ("rest", "quoted") and end - 1 > at and self.line[end - 1] in _RULES.trailing:
                end -= 1
            return self.rest(index + 1, piece, start, end, self._with(captures, part, at, end))
        stop = self.folded.find(self.template.literals[piece], at + 1)
        while stop >= 0 and self.tries > 0:
            self.tries -= 1
            if full.fullmatch(self.line, at, stop):
                whole = self.rest(index + 1, piece, start, stop, self._with(captures, part, at, stop))
                if whole is not None:
                    return whole
            stop = self.folded.find(self.template.literals[piece], stop + 1)
        return None

    def _with(
        self, captures: tuple[tuple[str, str], ...], part: Variable, at: int, end: int
    ) -> tuple[tuple[str, str], ...]:
        return (*captures, (part.name, self.line[at:end])) if part.name else captures


@functools.cache
def _full(kind: str) -> re.Pattern[str]:
    return re.compile(TYPES[kind])


def _leading(part: Variable, line: str, at: int) -> int:
    """Where a variable part that ends at `at` begins, at the front of a template; negative where none fits."""
    if part.type == "rest":
        start = 0
    elif part.type == "quoted":
        start = line.rfind("`" if line[at - 1] == "'" and "`" in line[:at] else line[at - 1], 0, at - 1)
    else:
        start = line.rfind(" ", 0, at) + 1
        while start < at and line[start] in _RULES.opening:
            start += 1
    return start if 0 <= start < at and _full(part.type).fullmatch(line, start, at) else -1


def find_word(folded: str, piece: str, position: int) -> int:
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
    telling = any(character.isalnum() for piece in folded for character in piece)
    return Template(text, tuple(parts), folded, max(folded, key=len) if telling else "")


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
        raise TemplateError(f"`{{{text}}}` is not a variable part: names are letters, digits and `_`", column)
    if colon and kind not in TYPES:
        raise TemplateError(f"`{kind}` is not a type; the types are {', '.join(TYPES)}", column)
    if not colon:
        kind = name if name in TYPES else ("word" if name else ANYTHING)
    return Variable(name, kind)


def escape(text: str) -> str:
    """Literal text as a template that matches it alone."""
    return text.replace("{", "{{").replace("}", "}}")
