"""What a check is, and what it is given."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Protocol, TypeVar

from unstuck.article.source import Source
from unstuck.article.vocabulary import Vocabulary, closest
from unstuck.finding import Finding, Rule

T = TypeVar("T")


class Memo(Protocol):
    """Gives a value of a type that depends on nothing but some facts: as it was kept under a name, or made."""

    def __call__(self, name: str, facts: object, kind: type[T], make: Callable[[], T], /) -> T: ...


def no_memo(_name: str, _facts: object, _kind: type[T], make: Callable[[], T], /) -> T:
    """Makes every value."""
    return make()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What checks may know besides the text: the KB's vocabulary, its profile, and the date to judge by. `memo` is for
    what takes checks of a whole knowledge base long to find out."""

    today: datetime.date
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    loose: bool = False
    memo: Memo = no_memo


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that finds where a document (or the summaries of all articles) breaks it.

    `of_signatures` means that the function reads nothing of a summary but its path, its errors and its allows.
    """

    rule: Rule
    run: Callable[[Any, CheckContext], Iterator[Finding]]
    of_signatures: bool = False


def from_module(module: ModuleType) -> tuple[Check, ...]:
    """The checks that a module holds: its `CHECKS`, or its `RULE` with `check`, which reports it.

    One of the whole knowledge base that reads signatures alone says so with `OF_SIGNATURES = True`: what it finds is
    kept until a signature changes.
    """
    found: tuple[Check, ...] = getattr(module, "CHECKS", ())
    return found or (Check(module.RULE, module.check, getattr(module, "OF_SIGNATURES", False)),)


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
