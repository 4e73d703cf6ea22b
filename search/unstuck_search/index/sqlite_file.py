"""An index as one immutable file, of which a fresh process reads only what a paste needs.

The file is an SQLite database without a journal: a page is read when a word on it is looked up, so opening costs the
same for ten articles and ten thousand. It is never changed in place: who has it open keeps reading what it was. All of
it was computed as `build_index` and `build_text_search` do, so both ways of matching give the same answers.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from unstuck_search.fulltext.numbers import shard_of
from unstuck_search.fulltext.search import ShownRecord, TextSearch
from unstuck_search.fulltext.text_index import TextIndex
from unstuck_search.index.build import Index
from unstuck_search.index.sqlite_tables import (
    FORMAT,
    read_article_terms,
    read_entry,
    read_numbers,
    read_signature,
    read_term,
    unpacked,
)
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
        base = _connect(path)
        meta = {key: json.loads(value) for key, value in base.execute("SELECT key, value FROM meta")}
        if meta["format"] != FORMAT:
            raise ValueError(f"{path}: an index of format {meta['format']}")
    except (sqlite3.Error, KeyError) as error:
        raise ValueError(f"{path}: no index ({error})") from None

    def table(column: str, of: str, decode: Callable[[Any], V]) -> _Table[V]:
        return _Table(base, f"SELECT {column} FROM {of} WHERE key = ? AND {column} IS NOT NULL", decode)  # noqa: S608  (all our own)

    index = Index(
        rules=rules,
        articles=meta["articles"],
        entries=_Rows(table("data", "entry", read_entry)),
        literal_bits=table("data", "numbers", lambda data: unpacked("d", data))["literal_bits"],
        unanchored=meta["unanchored"],
        postings=table("postings", "word", read_numbers),
        weights=table("weight", "word", float),
        by_anchor=table("anchors", "word", json.loads),
        pair_postings=table("postings", "pair", read_numbers),
        pair_weights=table("weight", "pair", float),
        article_terms=table("terms", "article", read_article_terms),
        by_code=table("ids", "code", json.loads),
    )
    shards = meta["shards"]
    text = TextSearch(
        TextIndex(_Records(base, "id", meta["records"]), _Sharded(base, "data", "term", read_term, shards)),
        _Shown(base, "title, text", meta["records"]),
        table("facets", "record", json.loads),
        _Sharded(base, "numbers", "facet", read_numbers, shards),
        table("terms", "near", json.loads),
        _Sharded(base, "stems", "synonym", json.loads, shards),
    )
    return Stored(
        index,
        table("data", "signature", read_signature),
        text,
        _Counted(base, meta["shown"]),
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


class _Rows(Sequence[V]):
    """A column of a table whose keys are 0, 1, 2 …"""

    def __init__(self, table: _Table[V]) -> None:
        self._table = table

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...
    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        found = self._table.get(place)
        if found is None:
            raise IndexError(place)
        return cast(V, found)

    def __len__(self) -> int:
        return len(self._table)


class _Counted(_Table[Any]):
    """What is to be shown of articles, of which the file says how many there are."""

    def __init__(self, base: sqlite3.Connection, count: int) -> None:
        super().__init__(base, "SELECT entry FROM article WHERE key = ?", json.loads)
        self._count = count

    def __len__(self) -> int:
        return self._count


class _Sharded(_Table[V]):
    """The same of a table whose rows lie by shard."""

    def __init__(self, base: sqlite3.Connection, column: str, of: str, decode: Callable[[Any], V], shards: int) -> None:
        super().__init__(base, f"SELECT {column} FROM {of} WHERE shard = ? AND key = ?", decode)  # noqa: S608
        self._shards = shards

    def _fetch(self, key: Any) -> Any:
        return self._base.execute(self._sql, (shard_of(key, self._shards), key)).fetchone()


class _Records(Mapping[int, Any]):
    """A column of the records by their number, read when it is asked for."""

    def __init__(self, base: sqlite3.Connection, columns: str, count: int) -> None:
        self._base = base
        self._columns = columns
        self._count = count

    def _row(self, number: int) -> Any:
        row = self._base.execute(f"SELECT {self._columns} FROM record WHERE key = ?", (number,)).fetchone()  # noqa: S608
        if row is None:
            raise KeyError(number)
        return row

    def __getitem__(self, number: int) -> Any:
        return self._row(number)[0]

    def __iter__(self) -> Iterator[int]:
        return (number for (number,) in self._base.execute("SELECT key FROM record ORDER BY key"))

    def __len__(self) -> int:
        return self._count


class _Shown(_Records):
    """What results show of records."""

    def __getitem__(self, number: int) -> ShownRecord:
        return ShownRecord(*self._row(number))


class TextRows:
    """The rows of full text as the browser's index holds them, of an index file that is there."""

    def __init__(self, path: Path) -> None:
        self._base = _connect(path)
        (shards,) = self._base.execute("SELECT value FROM meta WHERE key = 'shards'").fetchone()
        self.shards = int(shards)

    def sums(self) -> list[bytes]:
        """For each shard a digest of its rows of terms and facets."""
        return [total for (total,) in self._base.execute("SELECT sum FROM shard ORDER BY key")]

    def shard(self, number: int) -> TextSearch:
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


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def read_sources(path: Path) -> tuple[Any, dict[bytes, str]]:
    """The facts about the whole of an index file, and the id of each record by the key of what it was made of.

    Raises:
        ValueError: it is not an index of this format.
    """
    base = _connect(path)
    meta = {key: json.loads(value) for key, value in base.execute("SELECT key, value FROM meta")}
    if meta.get("format") != FORMAT:
        raise ValueError(f"{path}: an index of format {meta.get('format')}")
    return meta["about"], dict(base.execute("SELECT source, id FROM record"))
