"""An index as one immutable file, of which a fresh process reads only what a paste needs.

The file is an SQLite database without a journal: a page is read when a word on it is looked up, so opening costs the
same for ten articles and ten thousand. All that stands in it was computed by
`build_index` and `build_fulltext`, so both ways of matching give the same answers.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from unstuck_search.bm25 import FullText
from unstuck_search.index import Entry, Index
from unstuck_search.matcher import Matcher
from unstuck_search.rules import Rules
from unstuck_search.signature import Signature, make_signature

FORMAT = 2
_CACHED = 50_000  # rows kept in memory per table, so that a long log does not grow without bound
V = TypeVar("V")

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, weight REAL, anchors BLOB, postings BLOB) WITHOUT ROWID;
CREATE TABLE pair (key TEXT PRIMARY KEY, weight REAL, postings BLOB) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE numbers (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE article (key TEXT PRIMARY KEY, facts TEXT, entry TEXT) WITHOUT ROWID;
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
            "titles": index.titles,
            "unseen": index.unseen,
            "unanchored": index.unanchored,
            "text_ids": fulltext.ids,
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
            "INSERT INTO entry VALUES (?, ?)",
            [(number, json.dumps(_entry(entry))) for number, entry in enumerate(index.entries)],
        )
        base.executemany(
            "INSERT INTO numbers VALUES (?, ?)",
            [
                ("bits", _packed("d", index.bits)),
                ("firm", _packed("d", index.firm_bits)),
                ("norms", _packed("d", fulltext.norms)),
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
            "INSERT INTO code VALUES (?, ?)", [(code, json.dumps(ids)) for code, ids in sorted(index.by_code.items())]
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


@dataclass(frozen=True, slots=True)
class Stored:
    """An index file, opened. `shown` is what is to be shown of each article, `about` facts about the whole."""

    matcher: Matcher
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

    def table(column: str, of: str, decode: Callable[[Any], V], *, where: str = "") -> _Table[V]:
        return _Table(base, f"SELECT {column} FROM {of} WHERE key = ?{where}", decode)  # noqa: S608  (all our own)

    def facts(name: str, make: Callable[[Any], V]) -> _Table[V]:
        return table("facts", "article", lambda text: make(json.loads(text)[name]))

    numbers = table("data", "numbers", lambda data: _unpacked("d", data))
    index = Index(
        rules=rules,
        articles=meta["articles"],
        titles=meta["titles"],
        unseen=meta["unseen"],
        entries=_Rows(table("data", "entry", _read_entry)),
        bits=numbers["bits"],
        firm_bits=numbers["firm"],
        unanchored=meta["unanchored"],
        postings=table("postings", "word", _read),
        weights=table("weight", "word", float),
        by_anchor=table("anchors", "word", _read, where=" AND length(anchors) > 0"),
        pair_postings=table("postings", "pair", _read),
        pair_weights=table("weight", "pair", float),
        product_words=facts("product", frozenset),
        title_words=facts("title", frozenset),
        context_frequency=table("frequency", "context", int),
        codes=facts("codes", tuple),
        by_code=table("ids", "code", json.loads),
    )
    text = FullText(meta["text_ids"], numbers["norms"], table("postings", "term", _read_pairs))
    matcher = Matcher.of_index(index, table("data", "signature", _read_signature), lambda: text)
    return Stored(matcher, table("entry", "article", json.loads), meta["about"])


class _Table(Mapping[str, V]):
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


def _numbers(values: Iterable[float]) -> bytes:
    return _packed("I", (int(value) for value in values))


def _read(data: bytes) -> array[int]:
    return _unpacked("I", data)


def _read_pairs(data: bytes) -> list[tuple[int, float]]:
    flat = _read(data)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _signature(one: Signature) -> list[Any]:
    lines = [template.source for template in one.templates]
    number = int(one.id.rpartition("#")[2])
    return [one.kb_id, number, lines, one.samples, one.versions, one.inferred]


def _read_signature(text: str) -> Signature:
    kb_id, number, lines, samples, versions, inferred = json.loads(text)
    return make_signature(kb_id, number, lines, samples, versions, inferred=inferred)


def _entry(one: Entry) -> list[Any]:
    return [_signature(one.signature), one.title, one.words, one.soft, one.joined, one.pairs, one.coded, one.strict]


def _read_entry(text: str) -> Entry:
    signature, title, words, soft, joined, pairs, coded, strict = json.loads(text)
    kb_id, number, lines, samples, versions, inferred = signature
    made = make_signature(kb_id, number, lines, samples, versions, inferred=inferred)
    places = tuple((first, second) for first, second in pairs)
    return Entry(made, title, tuple(words), tuple(soft), tuple(joined), places, coded, strict)
