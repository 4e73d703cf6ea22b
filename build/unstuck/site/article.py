"""An article as the merge sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unstuck.lookup.index_entry import IndexEntry
from unstuck.pages.site import Card
from unstuck.site.contribution import MergePart, PagePart, TextPart


@dataclass(frozen=True, slots=True)
class SiteArticle:
    """One article that a site publishes. `key` is a digest of its file and of all else it was made with; `page` and
    `text` are read when they are asked for."""

    key: bytes
    part: MergePart
    entry: IndexEntry
    page: Callable[[], PagePart]
    text: Callable[[], TextPart]

    @property
    def card(self) -> Card:
        return self.part.card
