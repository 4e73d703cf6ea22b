"""An index as one immutable file, of which a fresh process reads only what a paste needs.

The file is an SQLite database without a journal: a page is read when a word on it is looked up, so opening costs the
same for ten articles and ten thousand. Everything in it was computed by `Index` and `FullText`; nothing is here.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from unstuck_search.bm25 import FullText
from unstuck_search.context import Context
from unstuck_search.index import Entry, Index
from unstuck_search.rules import Rules
from unstuck_search.signature import Signature, make_signature

FORMAT = 1
_CACHED = 50_000  # rows kept in memory per table, so that a long log does not grow without bound
V = TypeVar("V")

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, weight REAL, anchors BLOB, postings BLOB) WITHOUT ROWID;
CREATE TABLE pair (key TEXT PRIMARY KEY, weight REAL, postings BLOB) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER PRIMARY KEY, bits REAL, firm REAL, data TEXT);
CREATE TABLE article (key TEXT PRIMARY KEY, data TEXT, entry TEXT) WITHOUT ROWID;
CREATE TABLE context (key TEXT PRIMARY KEY, frequency INTEGER) WITHOUT ROWID;
CREATE TABLE code (key TEXT PRIMARY KEY, ids TEXT) WITHOUT ROWID;
CREATE TABLE signature (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE term (key TEXT PRIMARY KEY, postings BLOB) WITHOUT ROWID;
"""


def dump_index(index: Index, fulltext: FullText, articles: Mapping[str, Any], about: Mapping[str, Any]) -> bytes:
    """The file's bytes: an index, its full text, what is to be shown of each article, and facts about the whole."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(f"PRAGMA page_size = 4096; {_SCHEMA}")
        facts = {
            "format": FORMAT,
            "articles": index.articles,
            "titles": len(index.title_words),
            "unanchored": index.unanchored,
            "text_ids": fulltext.ids,
            "text_norms": fulltext.norms,
            "about": dict(about),
        }
        base.executemany("INSERT INTO meta VALUES (?, ?)", [(key, json.dumps(value)) for key, value in facts.items()])
        base.executemany(
            "INSERT INTO word VALUES (?, ?, ?, ?)",
            [
                (word, index.weight(word), _numbers(index.by_anchor.get(word, ())), _numbers(index.postings[word]))
                for word in sorted(index.postings)
            ],
        )
        base.executemany(
            "INSERT INTO pair VALUES (?, ?, ?)",
            [
                (pair, index.pair_weight(*pair.split(" ")), _numbers(numbers))
                for pair, numbers in sorted(index.pair_postings.items())
            ],
        )
        base.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?)",
            [
                (number, index.bits[number], index.firm_bits[number], json.dumps(_entry(entry)))
                for number, entry in enumerate(index.entries)
            ],
        )
        base.executemany(
            "INSERT INTO signature VALUES (?, ?)",
            sorted((one.signature.id, json.dumps(_signature(one.signature))) for one in index.entries if not one.title),
        )
        base.executemany(
            "INSERT INTO article VALUES (?, ?, ?)",
            [
                (
                    kb_id,
                    json.dumps(
                        {
                            "product": sorted(index.product_words.get(kb_id, ())),
                            "title": sorted(index.title_words.get(kb_id, ())),
                            "codes": index.codes.get(kb_id, ()),
                        }
                    ),
                    json.dumps(articles[kb_id], ensure_ascii=False),
                )
                for kb_id in sorted(articles)
            ],
        )
        base.executemany("INSERT INTO context VALUES (?, ?)", sorted(index.context_frequency.items()))
        base.executemany(
            "INSERT INTO code VALUES (?, ?)", [(c, json.dumps(i)) for c, i in sorted(index.by_code.items())]
        )
        base.executemany(
            "INSERT INTO term VALUES (?, ?)",
            [
                (term, _numbers([value for pair in found for value in pair]))
                for term, found in sorted(fulltext.postings.items())
            ],
        )
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


class StoredIndex(Index):
    """An index that reads from its file.

    Raises:
        ValueError: the file is not an index of this format.
    """

    def __init__(self, path: Path, rules: Rules) -> None:  # noqa: super-init-not-called
        self.rules = rules
        try:
            self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            meta = {key: json.loads(value) for key, value in self._base.execute("SELECT key, value FROM meta")}
            if meta["format"] != FORMAT:
                raise ValueError(f"format {meta['format']}")
            self.articles = meta["articles"]
            self.unanchored = meta["unanchored"]
            self.about: Mapping[str, Any] = meta["about"]
            self._unseen = _unseen(self.articles)
            self._titles = meta["titles"]
            self._text = (meta["text_ids"], meta["text_norms"])
        except (sqlite3.Error, KeyError, TypeError) as error:
            raise ValueError(f"{path}: no index ({error})") from None
        table = self._table
        self.postings = table("SELECT postings FROM word WHERE key = ?", _read)
        self.by_anchor = table("SELECT anchors FROM word WHERE key = ? AND length(anchors) > 0", _read)
        self._weights = table("SELECT weight FROM word WHERE key = ?", float)
        self.pair_postings = table("SELECT postings FROM pair WHERE key = ?", _read)
        self._pair_weights = table("SELECT weight FROM pair WHERE key = ?", float)
        self.bits = _Rows(table("SELECT bits FROM entry WHERE key = ?", float))
        self.firm_bits = _Rows(table("SELECT firm FROM entry WHERE key = ?", float))
        self.entries = _Rows(table("SELECT data FROM entry WHERE key = ?", _read_entry))
        facts = table("SELECT data FROM article WHERE key = ?", json.loads)
        self.product_words = _Part(facts, lambda fact: frozenset(fact["product"]))
        self.title_words = _Part(facts, lambda fact: frozenset(fact["title"]))
        self.codes = _Part(facts, lambda fact: tuple(fact["codes"]))
        self.by_code = table("SELECT ids FROM code WHERE key = ?", json.loads)
        self.context_frequency = _Counts(table("SELECT frequency FROM context WHERE key = ?", int))
        self.signatures = table("SELECT data FROM signature WHERE key = ?", _read_signature)
        self.shown = table("SELECT entry FROM article WHERE key = ?", json.loads)

    def _table(self, sql: str, decode: Callable[[Any], V]) -> _Table[V]:
        return _Table(self._base, sql, decode)

    def fulltext(self) -> FullText:
        """The full text of the same file."""
        ids, norms = self._text
        return FullText.stored(ids, norms, self._table("SELECT postings FROM term WHERE key = ?", _read_pairs))
