"""What a matcher answers."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What an answer amounts to."""

    MATCH = "match"
    CANDIDATES = "candidates"
    NONE = "none"


class LineSpan(NamedTuple):
    """A marked place in the paste: line from 1, columns from 0 (end exclusive) in the line as pasted."""

    line: int
    start: int
    end: int


class Hit(NamedTuple):
    """One article found. `captures` holds name and value in order, `types` the type of each; `reason` says in words why
    it was found.

    `signature` is empty where an article was found by its title, its code or its text alone; `whole` means that a
    signature (or the title) is there with nothing missing.
    """

    kb_id: str
    signature: str
    confidence: float
    spans: tuple[LineSpan, ...]
    captures: tuple[tuple[str, str], ...]
    reason: str
    whole: bool = True
    types: tuple[str, ...] = ()


class Answer(NamedTuple):
    """The verdict on a paste and the articles found, best first; where the verdict is `none`, its near misses."""

    verdict: Verdict
    hits: tuple[Hit, ...]
