"""A parsed file: what the pure per-article stage hands to checks, pages and feeds."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.article.model import Article
from unstuck.article.source import Source
from unstuck.finding import Finding


@dataclass(frozen=True, slots=True)
class Document:
    """One file, as far as it could be read.

    `article` is None where it could not; `source` is None where not even its bytes were text. `findings` is what
    is wrong with what was read. `body_line` is the first line after the
    front matter.
    """

    path: str
    source: Source | None
    article: Article | None
    findings: tuple[Finding, ...]
    body_line: int

    @property
    def is_public(self) -> bool:
        """Whether this is an article that may be published: drafts, deprecated and internal ones may not."""
        article = self.article
        return bool(
            article and article.kb_id and article.front.status == "published" and article.front.audience == "public"
        )
