"""An article as the merge sees it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from unstuck.feeds.errors_feed import FeedArticle
from unstuck.lookup.index_entry import IndexEntry
from unstuck.packing import digest
from unstuck.pages.site import Card
from unstuck.site.contribution import MergePart, PagePart, TextPart


@dataclass(frozen=True, slots=True)
class SiteArticle:
    """One article that a site publishes. `key` is a digest of its file and of all else it was made with; `entry`,
    `page` and `text` are read when they are asked for."""

    key: bytes
    part: MergePart
    entry: Callable[[], IndexEntry]
    page: Callable[[], PagePart]
    text: Callable[[], TextPart]

    @property
    def card(self) -> Card:
        return self.part.card

    @property
    def kb_id(self) -> str:
        return self.part.card.kb_id

    def shown(self, known: Container[str]) -> FeedArticle:
        """Its entry of the errors feed, related only to articles that there are."""
        return self.entry().article.related_to(known)


def shown_keys(known: Mapping[str, SiteArticle]) -> dict[str, bytes]:
    """A digest of each article's entry of the errors feed, by id."""
    return {
        kb_id: digest(one.part.shown, [other for other in one.part.related_kb if other in known])
        for kb_id, one in known.items()
    }
