"""The template grammar of error signatures.

`exec {path}: exec format error` is literal text with variable parts: `{name}`, `{name:type}`, or `{}` for one
without a name; `{{` and `}}` are literal braces. A part whose name is a type has that type (`{path}`).
Compiled, a template is one regular expression without nested repetition, so that searching is linear in the
length of the line for a given template: every variable part is a bounded run of one character class.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

# Each type's pattern is a single bounded run (or a fixed sequence of runs that cannot start at the same place),
# so that no input makes the search backtrack over more than one bound per part.
TYPES = {
    "word": r"[^\s]{1,500}?",
    "path": r"[^\s\"'`<>|:;,(){}\[\]](?:[^\s\"'`<>|;,(){}\[\]]{0,499}[^\s\"'`<>|:;,(){}\[\]])?",
    "int": r"[-+]?[0-9]{1,40}",
    "hex": r"(?:0[xX])?[0-9a-fA-F]{1,128}",
    "uuid": r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
    "ip": r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[?[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}\]?)",
    "host": r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?",
    "port": r"[0-9]{1,5}",
    "url": r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s\"'<>`]{1,2000}[^\s\"'<>`.,;:)\]]",
    "version": r"[vV]?[0-9]{1,20}(?:\.[0-9A-Za-z*]{1,20}){0,6}(?:[-+~_][0-9A-Za-z.+~_-]{1,60})?",
    "image": r"[A-Za-z0-9](?:[A-Za-z0-9._/:@-]{0,400}[A-Za-z0-9])?",
    "quoted": r"(?:\"[^\"]{0,500}\"|'[^']{0,500}'|`[^`]{0,500}[`']|\u2018[^\u2019]{0,500}\u2019|\u201c[^\u201d]{0,500}\u201d)",
    "rest": r"[^\n]{1,2000}?",
}

# An anonymous part promises nothing about what stands there, spaces included.
_ANONYMOUS = "rest"
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z")
_WORD = re.compile(r"[^\W_]+(?:[._:/-]+[^\W_]+)*")


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
class Template:
    """One line of a signature, parsed."""

    source: str
    parts: tuple[Literal | Variable, ...]

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
        """The template without the names: two with the same shape match the same text."""
        return "".join(
            " ".join(part.text.split(" ")) if isinstance(part, Literal) else f"{{{part.type}}}" for part in self.parts
        ).casefold()

    def search(self, line: str) -> re.Match[str] | None:
        """The first place in a line where the whole template stands; groups are the captures by name."""
        return _compiled(self).search(line)

    def captures(self, line: str) -> dict[str, str] | None:
        """Captured values by name where the template stands in the line, else None."""
        found = self.search(line)
        return None if found is None else {name.rpartition("__")[0]: text for name, text in found.groupdict().items()}


@functools.cache
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
            if literal:
                parts.append(Literal(literal))
                literal = ""
            parts.append(_variable(found.group(1), found.start() + 1))
    literal += text[end:]
    if literal:
        parts.append(Literal(literal))
    return Template(text, tuple(parts))


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


@functools.lru_cache(maxsize=65536)
def _compiled(template: Template) -> re.Pattern[str]:
    pattern = []
    last = len(template.parts) - 1
    for index, part in enumerate(template.parts):
        if isinstance(part, Literal):
            # Runs of white space in a paste are what a terminal or a copy made of them.
            words = [re.escape(word) for word in re.split(r"\s+", part.text)]
            pattern.append(r"\s{1,20}".join(words))
            continue
        body = TYPES[part.type]
        if index == last and body.endswith("?") and part.type in ("word", "rest"):
            body = body[:-1]  # nothing follows that could end it: take all
        pattern.append(f"(?P<{part.name}__{index}>{body})" if part.name else f"(?:{body})")
    return re.compile("".join(pattern), re.IGNORECASE)
