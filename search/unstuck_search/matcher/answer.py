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
    signature (or the title) is there with nothing missing, `sure` that the hit would be a match if nothing else had
    been found.
    """

    kb_id: str
    signature: str
    confidence: float
    spans: tuple[LineSpan, ...]
    captures: tuple[tuple[str, str], ...]
    reason: str
    whole: bool = True
    types: tuple[str, ...] = ()
    sure: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the paste it was found in, ascending."""
        return tuple(sorted({span.line for span in self.spans}))


class Answer(NamedTuple):
    """The verdict on a paste and the articles found, best first; where the verdict is `none`, its near misses.

    `likely` means that the first of several candidates is far ahead of the others. `platform` is the system that the
    paste comes from (`linux`, `macos`, `windows`), empty where it does not show; `language` the language of its lines
    where that is not English and nothing sure was found: the code of ISO 639-1.
    """

    verdict: Verdict
    hits: tuple[Hit, ...]
    likely: bool = False
    platform: str = ""
    language: str = ""

    def errors(self) -> tuple[tuple[Hit, ...], ...]:
        """The errors of the paste, each with the articles that state it: the one that is answered first, then the
        others by their lines. Empty where nothing matches."""
        if self.verdict is not Verdict.MATCH:
            return ()
        groups: list[list[Hit]] = [[self.hits[0]]]
        for hit in self.hits[1:]:
            lines = set(hit.lines)
            own = next((group for group in groups if not lines.isdisjoint(group[0].lines)), None)
            if own is None and hit.sure:
                groups.append([hit])
            elif own is not None and hit.whole and hit.lines == own[0].lines:
                own.append(hit)
        first, *others = (tuple(group) for group in groups)
        return (first, *sorted(others, key=lambda group: group[0].lines))
