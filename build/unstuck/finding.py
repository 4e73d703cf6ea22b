"""Findings as data: the rules that exist, and what breaks one, where, and how to fix it. `report/` formats them."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from unstuck_search.rules import load_rules

_MAX_SHOWN = 80


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; both numbers count from 1, the column in characters."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. The end is exclusive; `end_line` is 0 where the stretch ends with its line."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    @classmethod
    def within(cls, line: int, column: int, length: int) -> Span:
        """`length` characters of one line."""
        return cls(line, column, line, column + length)


class Placed:
    """What has a span, and so a line and a column."""

    __slots__ = ()
    span: Span

    @property
    def line(self) -> int:
        return self.span.line

    @property
    def column(self) -> int:
        return self.span.column


class Place(Protocol):
    """Anything with a place: a span, a position, a node of YAML, a link."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the characters `start` to `end` (offsets into the file's decoded text) by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """An edit that is safe to apply without a person's judgement."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of, and what is there."""

    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The manual page of a rule: what it finds, why that matters, and an example of each side."""

    summary: str
    reason: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding.

    `message` names what is wrong and `help` the cure; both may hold `{fields}`, which `report` fills in. `doc` is the
    page of the manual: a headline, why it matters, `Bad::` and `Good::`. `loose` is the severity in a folder adopted
    as it is, where it differs.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    doc: str
    loose: Severity | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "doc", inspect.cleandoc(self.doc))

    @property
    def explanation(self) -> Explanation:
        """The page of the manual, in its parts."""
        text, _, examples = self.doc.partition("\nBad::\n")
        bad, _, good = examples.partition("\nGood::\n")
        summary, _, reason = text.partition("\n")
        return Explanation(
            summary, " ".join(reason.split()), inspect.cleandoc(bad).strip(), inspect.cleandoc(good).strip()
        )


@dataclass(frozen=True, slots=True)
class Finding(Placed):
    """One rule broken in one place. `path` and the paths of `related` are empty where they mean the file at hand."""

    path: str
    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line, self.column, self.code, self.message)


Value = str | int | Sequence[str]


def report(
    rule: Rule,
    place: Place,
    *,
    path: str = "",
    fix: Fix | None = None,
    related: Sequence[Related] = (),
    message: str = "",
    help: str = "",  # noqa: A002  (the field's name in every format)
    suggestion: str = "",
    **fields: Value,
) -> Finding:
    """A finding at a place.

    Arguments:
        message: A template to use instead of the rule's.
        help: Likewise.
        suggestion: What was probably meant: the cure is then `Did you mean …?`.
        fields: The values of the templates. Text from a file is shown short and without what would act on a terminal;
            a sequence is joined by commas.

    Raises:
        KeyError: A template names a field that is not given.
    """
    values = {name: _shown(value) for name, value in fields.items()}
    cure = "Did you mean `{suggestion}`?" if suggestion else help or rule.help
    return Finding(
        path,
        _span(place),
        rule.code,
        rule.name,
        rule.severity,
        (message or rule.message).format_map(values),
        cure.format_map(values | {"suggestion": visible(suggestion)}),
        fix,
        tuple(related),
    )


def related(place: Place, message: str, path: str = "", **fields: Value) -> Related:
    """Another place for a finding; `message` is a template as in `report`."""
    values = {name: _shown(value) for name, value in fields.items()}
    return Related(path, place.line, place.column, message.format_map(values))


def visible(text: str) -> str:
    """A value from a file as a message may show it: short, and with nothing that would act on a terminal."""
    cut = text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"
    return _hidden().sub(lambda found: _number(ord(found[0])), cut)


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return visible(value)
    return f"{value:,}" if isinstance(value, int) else ", ".join(visible(part) for part in value)


def _span(place: Place) -> Span:
    if isinstance(place, Span):
        return place
    span = getattr(place, "span", None)
    return span if isinstance(span, Span) else Span(place.line, place.column)


def _number(point: int) -> str:
    return f"\\x{point:02x}" if point < 256 else f"U+{point:04X}"


@functools.cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"{load_rules().hidden.pattern}|[\\n\\t]")
