"""A parsed file: what the pure per-article stage hands to checks, pages and feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.article import Article
from unstuck.source import Source, Trap


@dataclass(frozen=True, slots=True)
class Document:
    """One file, as far as it could be read.

    `article` is None where it could not; `source` is None where not even its bytes were text. `traps` is what the
    readers stumbled over, to be told by the checks of the same names. `body_line` is the first line after the
    front matter. `today` is the build's date (for `review_by`), `loose` the profile of adopted folders.
    """

    path: str
    source: Source | None
    article: Article | None
    traps: tuple[Trap, ...]
    body_line: int

    def trapped(self, kind: str) -> Iterator[Trap]:
        """The traps that the check of this name reports."""
        return (trap for trap in self.traps if trap.kind == kind)
