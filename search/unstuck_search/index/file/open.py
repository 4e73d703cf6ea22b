"""An index as one immutable file, of which a fresh process reads only what a paste needs.

The file is an SQLite database without a journal: a page is read when a word on it is looked up, so opening costs the
same for ten articles and ten thousand. It is never changed in place: who has it open keeps reading what it was. All of
it was computed as `build_index` and `build_text_search` do, so both ways of matching give the same answers.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from unstuck_search.fulltext.search import ShownRecord, TextSearch
from unstuck_search.fulltext.text_index import TextIndex
from unstuck_search.index.build import Index
from unstuck_search.index.file.tables import (
    FORMAT,
    TERMS,
    WORDS,
    read_article_terms,
    read_entry,
    read_meta,
    read_numbers,
    read_postings,
    read_signature,
    read_term,
    read_unanchored,
)
from unstuck_search.index.weights import pair_owner
from unstuck_search.partition import shard_of
from unstuck_search.rules import Rules
from unstuck_search.signatures.signature import Signature

_CACHED = 50_000  # rows kept in memory per table, so that a long log does not grow without bound
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Stored:
    """An index file, opened: what a `Matcher` is made of; `shown` is what is to be shown of each article, `about` facts
    about the whole."""

    index: Index
    signatures: Mapping[str, Signature]
    text: TextSearch
    shown: Mapping[str, Any]
    about: Mapping[str, Any]


def open_index(path: Path, rules: Rules) -> Stored:
    """Open an index file.

    Raises:
        ValueError: there is none, or it is not an index of this format.
    """
    try:
        base = connect(path)
        meta = read_meta(base)
        if meta["format"] != FORMAT:
            raise ValueError(f"{path}: an index of format {meta['format']}")
    except (sqlite3.Error, KeyError) as error:
        raise ValueError(f"{path}: no index ({error})") from None

    def table(column: str, of: str, decode: Callable[[Any], V]) -> _Table[V]:
        return _Table(base, f"SELECT {column} FROM {of} WHERE key = ? AND {column} IS NOT NULL", decode)  # noqa: S608  (all our own)

    shards = meta["shards"]
    ids = _Records(base, "id", "article", meta["articles"])
    weights = _Sharded(base, "weight", "word", float, shards[WORDS])
    index = Index(
        rules=rules,
        entries=table("data", "entry", read_entry),
        unanchored=[one for one, _ in read_unanchored(base)],
        postings=_Sharded(base, "postings", "word", read_postings, shards[WORDS]),
        weights=weights,
        by_anchor=_Sharded(base, "anchors", "word", json.loads, shards[WORDS]),
        pair_postings=_Pairs(base, "postings", read_postings, shards[WORDS], weights),
        pair_weights=_Pairs(base, "weight", float, shards[WORDS], weights),
        article_terms=_ByArticle(base, "terms", read_article_terms, meta["articles"]),
        by_code=_Sharded(base, "numbers", "code", lambda data: [ids[one] for one in read_numbers(data)], shards[WORDS]),
    )
    text = TextSearch(
        TextIndex(
            _Records(base, "id", "record", meta["records"]), _Sharded(base, "data", "term", read_term, shards[TERMS])
        ),
        _Shown(base, "title, text", "record", meta["records"]),
        table("facets", "record", json.loads),
        _Sharded(base, "numbers", "facet", read_numbers, shards[TERMS]),
        table("terms", "near", json.loads),
        _Sharded(base, "stems", "synonym", json.loads, shards[TERMS]),
    )
    return Stored(
        index,
        table("data", "signature", read_signature),
        text,
        _ByArticle(base, "entry", json.loads, meta["articles"]),
        meta["about"],
    )


class _Table(Mapping[Any, V]):
    """One column of a table by key, each row read when it is first asked for."""

    def __init__(self, base: sqlite3.Connection, sql: str, decode: Callable[[Any], V]) -> None:
        self._base = base
        self._sql = sql
        self._decode = decode
        self._known: dict[Any, V | None] = {}

    def _fetch(self, key: Any) -> Any:
        return self._base.execute(self._sql, (key,)).fetchone()

    def _load(self, key: Any) -> V | None:
        row = self._fetch(key)
        value = None if row is None else self._decode(row[0])
        if len(self._known) >= _CACHED:
            self._known.clear()
        self._known[key] = value
        return value

    def __getitem__(self, key: Any) -> V:
        found = self._known[key] if key in self._known else self._load(key)
        if found is None:
            raise KeyError(key)
        return found

    # What `Mapping` makes of `__getitem__` raises and catches for every word that the knowledge base does not have.
    def get(self, key: Any, default: Any = None) -> Any:
        found = self._known[key] if key in self._known else self._load(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return (self._known[key] if key in self._known else self._load(key)) is not None

    def __iter__(self) -> Iterator[str]:
        name = self._sql.partition(" FROM ")[2].partition(" ")[0]
        return (key for (key,) in self._base.execute(f"SELECT key FROM {name} ORDER BY key"))  # noqa: S608

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _ByArticle(_Table[V]):
    """The same of articles by their ids, of which the file says how many there are."""

    def __init__(self, base: sqlite3.Connection, column: str, decode: Callable[[Any], V], count: int) -> None:
        super().__init__(base, f"SELECT {column} FROM article WHERE id = ?", decode)  # noqa: S608
        self._count = count

    def __iter__(self) -> Iterator[str]:
        return (kb_id for (kb_id,) in self._base.execute("SELECT id FROM article ORDER BY id"))

    def __len__(self) -> int:
        return self._count


class _Sharded(_Table[V]):
    """The same of a table whose rows lie by shard."""

    def __init__(self, base: sqlite3.Connection, column: str, of: str, decode: Callable[[Any], V], shards: int) -> None:
        where = f"shard = ? AND key = ? AND {column} IS NOT NULL"
        super().__init__(base, f"SELECT {column} FROM {of} WHERE {where}", decode)  # noqa: S608
        self._shards = shards

    def _fetch(self, key: Any) -> Any:
        return self._base.execute(self._sql, (shard_of(key, self._shards), key)).fetchone()


class _Pairs(_Table[V]):
    """The same of pairs, which lie with one of their words; what each word is worth says with which."""

    def __init__(
        self,
        base: sqlite3.Connection,
        column: str,
        decode: Callable[[Any], V],
        shards: int,
        weights: Mapping[str, float],
    ) -> None:
        where = f"shard = ? AND key = ? AND {column} IS NOT NULL"
        super().__init__(base, f"SELECT {column} FROM pair WHERE {where}", decode)  # noqa: S608
        self._shards = shards
        self._weights = weights

    def _fetch(self, key: Any) -> Any:
        if any(word not in self._weights for word in key.split(" ")):
            return None
        return self._base.execute(self._sql, (shard_of(pair_owner(key, self._weights), self._shards), key)).fetchone()


class _Records(Mapping[int, Any]):
    """A column of articles or records by their number, read when it is asked for."""

    def __init__(self, base: sqlite3.Connection, columns: str, of: str, count: int) -> None:
        self._base = base
        self._columns = columns
        self._of = of
        self._count = count

    def _row(self, number: int) -> Any:
        row = self._base.execute(f"SELECT {self._columns} FROM {self._of} WHERE key = ?", (number,)).fetchone()  # noqa: S608
        if row is None:
            raise KeyError(number)
        return row

    def __getitem__(self, number: int) -> Any:
        return self._row(number)[0]

    def __iter__(self) -> Iterator[int]:
        return (number for (number,) in self._base.execute(f"SELECT key FROM {self._of} ORDER BY key"))  # noqa: S608

    def __len__(self) -> int:
        return self._count


class _Shown(_Records):
    """What results show of records."""

    def __getitem__(self, number: int) -> ShownRecord:
        return ShownRecord(*self._row(number))


def connect(path: Path) -> sqlite3.Connection:
    """An index file opened for reading."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
