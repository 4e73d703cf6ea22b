"""The rows of an index file as the browser's shards and the feeds hold them, of a file that is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from unstuck_search.fulltext.search import TextSearch
from unstuck_search.fulltext.text_index import TextIndex
from unstuck_search.index.anchors import Groups
from unstuck_search.index.article_terms import ArticleTerms
from unstuck_search.index.file.open import connect
from unstuck_search.index.file.tables import (
    ANCHORS,
    FORMAT,
    TERMS,
    WORDS,
    read_article_terms,
    read_entry,
    read_meta,
    read_numbers,
    read_postings,
    read_term,
    read_unanchored,
)
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.index.postings import PLACES, reference

V = TypeVar("V")


class WordRow(NamedTuple):
    """A word: what it is worth, the entries of which it is the anchor, and the postings of those that it finds."""

    word: str
    weight: float
    anchors: Groups
    postings: Sequence[int]


class PairRow(NamedTuple):
    """A pair of words: what it is worth besides them, and the postings of the entries that it finds."""

    pair: str
    weight: float
    postings: Sequence[int]


class WordShard(NamedTuple):
    """The rows that lie in one shard of words: pairs with the word that owns them, codes with numbers of articles,
    entries with their references."""

    words: Sequence[WordRow]
    pairs: Sequence[PairRow]
    codes: Sequence[tuple[str, Sequence[int]]]
    entries: Sequence[tuple[int, WeightedPattern]]


class ArticleRow(NamedTuple):
    """What the matcher reads of an article besides its entries."""

    number: int
    kb_id: str
    terms: ArticleTerms


class IndexRows:
    """An index file, opened to read what lies together. Use as a context manager: a connection that is not closed keeps
    its pages until the garbage collector finds it."""

    def __init__(self, path: Path) -> None:
        self._base = connect(path)

    def __enter__(self) -> IndexRows:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def word_sums(self) -> list[bytes]:
        """For each shard of words a digest of its rows."""
        return self._sums(WORDS)

    def term_sums(self) -> list[bytes]:
        """For each shard of full text a digest of its rows."""
        return self._sums(TERMS)

    def _sums(self, family: str) -> list[bytes]:
        return [
            total for (total,) in self._base.execute("SELECT sum FROM shard WHERE family = ? ORDER BY key", (family,))
        ]

    def anchors_sum(self) -> bytes:
        """A digest of all words that are anchors."""
        return next(iter(self._sums(ANCHORS)), b"")

    def anchors(self) -> list[str]:
        """All words that are anchors."""
        return [word for (word,) in self._base.execute("SELECT key FROM word WHERE anchors IS NOT NULL ORDER BY key")]

    def unanchored(self) -> list[tuple[int, int]]:
        """References and homes of the entries without an anchor that are tried everywhere."""
        return read_unanchored(self._base)

    def article_sums(self) -> dict[str, bytes]:
        """For each article, by id, a digest of all that the matcher reads of it."""
        return dict(self._base.execute("SELECT id, sum FROM article ORDER BY id"))

    def word_shard(self, number: int) -> WordShard:
        """One shard of words."""
        words = self._base.execute(
            "SELECT key, weight, anchors, postings FROM word WHERE shard = ? ORDER BY key", (number,)
        )
        pairs = self._base.execute("SELECT key, weight, postings FROM pair WHERE shard = ? ORDER BY key", (number,))
        codes = self._base.execute("SELECT key, numbers FROM code WHERE shard = ? ORDER BY key", (number,))
        entries = self._base.execute("SELECT key, data FROM entry WHERE shard = ? ORDER BY key", (number,))
        return WordShard(
            [WordRow(key, weight, json.loads(found or "[]"), _postings(held)) for key, weight, found, held in words],
            [PairRow(key, weight, _postings(held)) for key, weight, held in pairs if held],
            [(key, read_numbers(data)) for key, data in codes],
            [(key, read_entry(data)) for key, data in entries],
        )

    def articles(self, ids: Iterable[str]) -> Iterator[ArticleRow]:
        """What the matcher reads of some articles."""
        for kb_id in ids:
            number, terms = self._base.execute("SELECT key, terms FROM article WHERE id = ?", (kb_id,)).fetchone()
            yield ArticleRow(number, kb_id, read_article_terms(terms))

    def entries(self, ids: Iterable[str]) -> Iterator[WeightedPattern]:
        """The entries of some articles."""
        for kb_id in ids:
            (number,) = self._base.execute("SELECT key FROM article WHERE id = ?", (kb_id,)).fetchone()
            places = (reference(number, 0), reference(number, PLACES - 1))
            own = self._base.execute("SELECT data FROM entry WHERE key BETWEEN ? AND ? ORDER BY key", places)
            yield from (read_entry(data) for (data,) in own)

    def count_signatures(self, ids: Iterable[str]) -> int:
        """How many signatures some articles have."""
        sql = "SELECT count(*) FROM signature WHERE key > ? AND key < ?"
        # Ids of signatures are `KB_001#1`; `$` follows `#`.
        return sum(self._base.execute(sql, (f"{one}#", f"{one}$")).fetchone()[0] for one in ids)

    def text_shard(self, number: int) -> TextSearch:
        """What searches read of the terms and facets of a shard."""
        return TextSearch(
            TextIndex({}, self._rows("data", "term", read_term, number)),
            {},
            facets=self._rows("numbers", "facet", read_numbers, number),
            synonyms=self._rows("stems", "synonym", json.loads, number),
        )

    def near(self) -> dict[str, str]:
        """The terms by their first letter that may be offered as what was meant, as JSON."""
        return dict(self._base.execute("SELECT key, terms FROM near ORDER BY key"))

    def _rows(self, column: str, of: str, decode: Callable[[Any], V], shard: int) -> dict[str, V]:
        sql = f"SELECT key, {column} FROM {of} WHERE shard = ? ORDER BY key"  # noqa: S608
        return {key: decode(data) for key, data in self._base.execute(sql, (shard,))}


def _postings(data: bytes | None) -> Sequence[int]:
    return read_postings(data) if data else ()


def read_sources(path: Path) -> tuple[Any, dict[bytes, str]]:
    """The facts about the whole of an index file, and the id of each record by the key of what it was made of.

    Raises:
        ValueError: it is not an index of this format.
    """
    with closing(connect(path)) as base:
        meta = read_meta(base)
        if meta.get("format") != FORMAT:
            raise ValueError(f"{path}: an index of format {meta.get('format')}")
        return meta["about"], dict(base.execute("SELECT source, id FROM record"))
