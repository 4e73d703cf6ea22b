"""An index as one immutable file, of which a fresh process reads only what a paste needs.

The file is an SQLite database without a journal: a page is read when a word on it is looked up, so opening costs the
same for ten articles and ten thousand. All of it was computed by
`build_index` and `build_text_search`, so both ways of matching give the same answers.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from unstuck_search.fulltext.search import ShownRecord, TextSearch
from unstuck_search.fulltext.text_index import TermRow, TextIndex
from unstuck_search.index.article_terms import NO_TERMS, ArticleTerms
from unstuck_search.index.build import Index
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.rules import Rules
from unstuck_search.signatures.signature import Signature, make_signature

FORMAT = 8
_CACHED = 50_000  # rows kept in memory per table, so that a long log does not grow without bound
V = TypeVar("V")

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, weight REAL, anchors TEXT, postings BLOB) WITHOUT ROWID;
CREATE TABLE pair (key TEXT PRIMARY KEY, weight REAL, postings BLOB) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE numbers (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE article (key TEXT PRIMARY KEY, terms TEXT, entry TEXT) WITHOUT ROWID;
CREATE TABLE code (key TEXT PRIMARY KEY, ids TEXT) WITHOUT ROWID;
CREATE TABLE signature (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE term (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE record (key INTEGER PRIMARY KEY, id TEXT, title TEXT, facets TEXT, text TEXT);
CREATE TABLE facet (key TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE TABLE near (key TEXT PRIMARY KEY, terms TEXT) WITHOUT ROWID;
CREATE TABLE synonym (key TEXT PRIMARY KEY, stems TEXT) WITHOUT ROWID;
"""


def dump_index(index: Index, text: TextSearch, articles: Mapping[str, Any], about: Mapping[str, Any]) -> bytes:
    """The file's bytes: an index, what searches read, what is to be shown of each article, facts about the whole."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(f"PRAGMA page_size = 4096; {_SCHEMA}")
        facts = {
            "format": FORMAT,
            "articles": index.articles,
            "unanchored": index.unanchored,
            "text_ids": list(text.index.ids.items()),
            "about": dict(about),
        }
        base.executemany("INSERT INTO meta VALUES (?, ?)", [(key, json.dumps(value)) for key, value in facts.items()])
        base.executemany(
            "INSERT INTO word VALUES (?, ?, ?, ?)",
            [
                (word, weight, _json(index.by_anchor.get(word)), _numbers(index.postings.get(word)))
                for word, weight in sorted(index.weights.items())
            ],
        )
        base.executemany(
            "INSERT INTO pair VALUES (?, ?, ?)",
            [
                (pair, index.pair_weights[pair], _numbers(numbers))
                for pair, numbers in sorted(index.pair_postings.items())
            ],
        )
        base.executemany(
            "INSERT INTO entry VALUES (?, ?)",
            [(number, json.dumps(_entry(entry))) for number, entry in enumerate(index.entries)],
        )
        base.execute("INSERT INTO numbers VALUES (?, ?)", ("literal_bits", _packed("d", index.literal_bits)))
        base.executemany(
            "INSERT INTO signature VALUES (?, ?)",
            sorted(
                (entry.signature.id, json.dumps(_signature(entry.signature)))
                for entry in index.entries
                if not entry.title
            ),
        )
        base.executemany(
            "INSERT INTO article VALUES (?, ?, ?)",
            [
                (
                    kb_id,
                    json.dumps(dataclasses.astuple(index.article_terms.get(kb_id, NO_TERMS))),
                    json.dumps(articles[kb_id], ensure_ascii=False),
                )
                for kb_id in sorted(articles)
            ],
        )
        base.executemany(
            "INSERT INTO code VALUES (?, ?)", [(code, json.dumps(ids)) for code, ids in sorted(index.by_code.items())]
        )
        base.executemany(
            "INSERT INTO term VALUES (?, ?)",
            [
                (term, _numbers([row.holding, *itertools.chain.from_iterable(row.weights)]))
                for term, row in sorted(text.index.rows.items())
            ],
        )
        base.executemany(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?)",
            [
                (number, text.index.ids[number], one.title, json.dumps(text.facet_words.get(number, {})), one.text)
                for number, one in sorted(text.records.items())
            ],
        )
        base.executemany(
            "INSERT INTO facet VALUES (?, ?)", [(key, _numbers(held)) for key, held in sorted(text.facets.items())]
        )
        base.executemany(
            "INSERT INTO near VALUES (?, ?)", [(key, json.dumps(found)) for key, found in sorted(text.near.items())]
        )
        base.executemany(
            "INSERT INTO synonym VALUES (?, ?)",
            [(key, json.dumps(stems)) for key, stems in sorted(text.synonyms.items())],
        )
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


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
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
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
        entries=_Rows(table("data", "entry", _read_entry)),
        literal_bits=table("data", "numbers", lambda data: _unpacked("d", data))["literal_bits"],
        unanchored=meta["unanchored"],
        postings=table("postings", "word", _read),
        weights=table("weight", "word", float),
        by_anchor=table("anchors", "word", json.loads),
        pair_postings=table("postings", "pair", _read),
        pair_weights=table("weight", "pair", float),
        article_terms=table("terms", "article", _read_article_terms),
        by_code=table("ids", "code", json.loads),
    )
    text = TextSearch(
        TextIndex(dict(meta["text_ids"]), table("data", "term", _read_term)),
        _Records(base),
        table("facets", "record", json.loads),
        table("numbers", "facet", _read),
        table("terms", "near", json.loads),
        table("stems", "synonym", json.loads),
    )
    return Stored(
        index,
        table("data", "signature", _read_signature),
        text,
        table("entry", "article", json.loads),
        meta["about"],
    )


class _Table(Mapping[Any, V]):
    """One column of a table by key, each row read when it is first asked for."""

    def __init__(self, base: sqlite3.Connection, sql: str, decode: Callable[[Any], V]) -> None:
        self._base = base
        self._sql = sql
        self._decode = decode
        self._known: dict[Any, V | None] = {}

    def _load(self, key: Any) -> V | None:
        row = self._base.execute(self._sql, (key,)).fetchone()
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


class _Records(Mapping[int, ShownRecord]):
    """What results show of records, each read when it is asked for."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __getitem__(self, number: int) -> ShownRecord:
        row = self._base.execute("SELECT title, text FROM record WHERE key = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return ShownRecord(*row)

    def __iter__(self) -> Iterator[int]:
        return (number for (number,) in self._base.execute("SELECT key FROM record ORDER BY key"))

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM record").fetchone()[0])


def _packed(kind: str, values: Iterable[float]) -> bytes:
    packed = array(kind, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpacked(kind: str, data: bytes) -> array[Any]:
    packed = array(kind)
    packed.frombytes(data)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed


def _numbers(values: Iterable[int] | None) -> bytes | None:
    return None if values is None else _packed("I", values)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _read(data: bytes) -> array[int]:
    return _unpacked("I", data)


def _read_term(data: bytes) -> TermRow:
    numbers = _read(data)
    return TermRow(numbers[0], list(zip(numbers[1::2], numbers[2::2], strict=True)))


def _read_article_terms(text: str) -> ArticleTerms:
    product, title, codes = json.loads(text)
    return ArticleTerms(product, title, tuple(codes))


def _signature(one: Signature) -> list[Any]:
    lines = [template.source for template in one.templates]
    number = int(one.id.rpartition("#")[2])
    return [one.kb_id, number, lines, one.samples, one.versions, one.inferred]


def _read_signature(text: str) -> Signature:
    kb_id, number, lines, samples, versions, inferred = json.loads(text)
    return make_signature(kb_id, number, lines, samples, versions, inferred=inferred)


def _entry(one: WeightedPattern) -> list[Any]:
    return [_signature(one.signature), *(getattr(one, field.name) for field in dataclasses.fields(one)[1:])]


def _read_entry(text: str) -> WeightedPattern:
    (kb_id, number, lines, samples, versions, inferred), title, *rest = json.loads(text)
    words, examples, joined, pairs, coded, strict, weights, pair_weights = rest
    return WeightedPattern(
        make_signature(kb_id, number, lines, samples, versions, inferred=inferred),
        title,
        tuple(words),
        tuple(examples),
        tuple(joined),
        tuple((first, second) for first, second in pairs),
        coded,
        strict,
        tuple(weights),
        tuple(pair_weights),
    )
