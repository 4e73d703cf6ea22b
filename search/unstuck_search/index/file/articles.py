"""What an index file is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from unstuck_search.fulltext.build import TextEntry
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.signatures.signature import Signature


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """All that an index file holds of one article: what the matcher and searches read of it, and what is to be shown.

    `source` is the key of what it was made of, by which its owner finds it again.
    """

    text: TextEntry
    signatures: Sequence[Signature]
    context: ArticleContext
    shown: Any = None
    source: bytes = b""

    @property
    def id(self) -> str:
        return self.text.id


@dataclass(frozen=True, slots=True)
class Sourced:
    """An entry of full text, and the key of what it was made of, by which its owner finds it again."""

    entry: TextEntry
    source: bytes = b""
