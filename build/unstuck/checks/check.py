"""What a check is, and what it is given."""

from __future__ import annotations

import datetime
import functools
import inspect
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from unstuck.article.source import Source
from unstuck.article.vocabulary import Vocabulary, closest
from unstuck.finding import Finding, Fix, Severity
from unstuck_search.rules import load_rules

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What checks may know beside the text: the KB's vocabulary, its profile, and the date to judge by."""

    today: datetime.date
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check yields: a finding before it is stamped with the check's code and name.

    `path` is empty for the file at hand; checks over the whole knowledge base name it.
    """

    line: int
    column: int
    message: str
    help: str = ""
    fix: Fix | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding. `doc` is its page in the manual: what it finds, why it matters, bad, good.

    `loose` is the severity in a folder adopted as it is.
    """

    code: str
    name: str
    severity: Severity
    loose: Severity
    doc: str
    run: Callable[..., Iterator[Problem]]

    @property
    def summary(self) -> str:
        """The headline of the manual page."""
        return self.doc.partition("\n")[0]

    def findings(self, subject: Any, path: str, context: CheckContext) -> Iterator[Finding]:
        """What this check finds in a document (or in the summaries of all articles)."""
        severity = self.loose if context.loose else self.severity
        for one in self.run(subject, context):
            yield Finding(
                one.path or path, one.line, one.column, self.code, self.name, severity, one.message, one.help, one.fix
            )


def from_module(module: ModuleType) -> Check:
    """The check that a module of this package holds: its constants, its docstring and its `check` function."""
    doc = inspect.cleandoc(module.__doc__ or "")
    loose = getattr(module, "LOOSE", module.SEVERITY)
    return Check(module.CODE, module.NAME, module.SEVERITY, loose, doc, module.check)


def shown(text: str) -> str:
    """A value from a file as a message may echo it: short, and with nothing that would act on a terminal."""
    cut = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return _unseen().sub(lambda found: _number(ord(found[0])), cut)


def _number(point: int) -> str:
    return f"\\x{point:02x}" if point < 256 else f"U+{point:04X}"


@functools.cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"{load_rules().hidden.pattern}|[\\n\\t]")


def character_name(character: str) -> str:
    """A character's number and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '(no name)')}"


def line_end(source: Source) -> str:
    """The kind of line end that a file uses, for fixes that add lines."""
    found = re.search(r"\r\n|\n|\r", source.text)
    return found[0] if found else "\n"


class Suggestions:
    """Near names among many. Looking takes time for each known name, so only the first few questions are answered."""

    def __init__(self, known: Iterable[str], most: int = 20) -> None:
        self._by_folded = {name.casefold(): name for name in known}
        self._left = most

    def near(self, name: str) -> str:
        """The known name that was probably meant, or nothing."""
        exact = self._by_folded.get(name.casefold(), "")
        if exact or self._left <= 0:
            return exact
        self._left -= 1
        return self._by_folded.get(closest(name, self._by_folded), "")
