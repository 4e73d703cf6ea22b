"""The tables of an index file, and how their rows are written and read.

Rows lie by the shard of the browser's index that holds them, so that an edit changes the same shards of both. `shard`
has, for each shard, the sum of the digests of its rows: it follows each change of a row, and is the same whichever way
the rows came to be.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from unstuck_search.fulltext.text_index import MAX_HOLDING, TermRow, make_row
from unstuck_search.index.anchors import Groups
from unstuck_search.index.article_terms import ArticleTerms
from unstuck_search.index.build import HELD, UNANCHORED
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.signatures.signature import Signature, make_signature

FORMAT = 14

# `every` holds what `postings` and `data` leave out: all entries of a word that is in many, and all pairs of a term.
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE shard (family TEXT, key INT, sum BLOB, PRIMARY KEY (family, key)) WITHOUT ROWID;

CREATE TABLE word (
    shard INT, key TEXT, weight REAL, anchors TEXT, postings BLOB, every BLOB, PRIMARY KEY (shard, key)
) WITHOUT ROWID;
CREATE TABLE pair (
    shard INT, key TEXT, weight REAL, postings BLOB, every BLOB, PRIMARY KEY (shard, key)
) WITHOUT ROWID;
CREATE TABLE code (shard INT, key TEXT, numbers BLOB, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER PRIMARY KEY, shard INT, data TEXT);
CREATE INDEX entry_shard ON entry (shard);
CREATE TABLE unanchored (key INTEGER PRIMARY KEY);
CREATE TABLE context (key TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE TABLE article (key INTEGER PRIMARY KEY, id TEXT, sum BLOB, terms TEXT, entry TEXT);
CREATE INDEX article_id ON article (id, sum);
CREATE TABLE signature (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;

CREATE TABLE term (shard INT, key TEXT, data BLOB, every BLOB, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE facet (shard INT, key TEXT, numbers BLOB, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE synonym (shard INT, key TEXT, stems TEXT, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE near (key TEXT PRIMARY KEY, terms TEXT) WITHOUT ROWID;
CREATE TABLE record (key INTEGER PRIMARY KEY, id TEXT, source BLOB, title TEXT, facets TEXT, text TEXT);
CREATE INDEX record_source ON record (source, id);
"""
WORDS, TERMS, ANCHORS = "w", "x", "anchors"  # families of `shard`; the last has one sum, of all words that are anchors
_SUMS = 1 << 128


def packed(kind: str, values: Iterable[float]) -> bytes:
    """Numbers as bytes, little-endian; `kind` is that of an `array`."""
    held = array(kind, values)
    if sys.byteorder == "big":
        held.byteswap()
    return held.tobytes()


def unpacked(kind: str, data: bytes) -> array[Any]:
    """The numbers of some bytes."""
    held = array(kind)
    held.frombytes(data)
    if sys.byteorder == "big":
        held.byteswap()
    return held


def read_numbers(data: bytes) -> array[int]:
    """The whole numbers of some bytes."""
    return unpacked("I", data)


def term_row(held: array[int]) -> tuple[bytes, bytes | None]:
    """The columns of a term, given all records that hold it, each as its number and the term's weight one
    after the other, in the order of their numbers."""
    row = make_row(list(zip(held[::2], held[1::2], strict=True))) if len(held) > 2 * MAX_HOLDING else None
    if row is None:
        return packed("I", chain((len(held) // 2,), held)), None
    return packed("I", chain((row.holding,), chain.from_iterable(row.weights))), packed("I", held)


def read_term(data: bytes) -> TermRow:
    """A term's row as searches read it."""
    held = read_numbers(data)
    return TermRow(held[0], list(zip(held[1::2], held[2::2], strict=True)))


def held_by(data: bytes, every: bytes | None) -> dict[int, int]:
    """All records that hold a term, and its weight in each."""
    held = read_numbers(data)[1:] if every is None else read_numbers(every)
    return dict(zip(held[::2], held[1::2], strict=True))


def row_digest(*columns: str | bytes | float | None) -> int:
    """The digest of a row, for the sum of its shard."""
    digest = hashlib.blake2b(digest_size=16)
    for one in columns:
        data = one if isinstance(one, bytes) else ("" if one is None else str(one)).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return int.from_bytes(digest.digest(), "little")


class Sums:
    """How the sums of shards change as rows come and go."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._changes: dict[tuple[str, int], int] = defaultdict(int)

    def add(self, family: str, shard: int, change: int) -> None:
        """Add the digest of a row that came, or subtract that of one that went."""
        self._changes[family, shard] += change

    def write(self) -> None:
        """Change the rows of `shard`."""
        for (family, shard), change in self._changes.items():
            key = (family, shard)
            known = self._base.execute("SELECT sum FROM shard WHERE family = ? AND key = ?", key).fetchone()
            total = (int.from_bytes(known[0] if known else b"", "little") + change) % _SUMS
            row = (*key, total.to_bytes(16, "little"))
            self._base.execute("INSERT OR REPLACE INTO shard VALUES (?, ?, ?)", row)


def entry_digest(one: int, data: str) -> int:
    """The digest of an entry's row."""
    return row_digest("e", str(one), data)


def article_sum(terms: str, entries: Iterable[int]) -> bytes:
    """A digest of all that the matcher reads of an article: its terms as they are written, and its entries' digests."""
    return row_digest(terms, *map(str, entries)).to_bytes(16, "little")


def postings_columns(held: Sequence[int]) -> tuple[bytes | None, bytes | None]:
    """The columns of a word or pair, given the postings of all entries that hold it."""
    data = packed("Q", held)
    return (data, None) if len(held) <= HELD else (None, data)


def read_postings(data: bytes) -> array[int]:
    """The postings of a column."""
    return unpacked("Q", data)


def word_digest(word: str, weight: float, anchors: str | None, postings: bytes | None) -> int:
    """The digest of a word's row."""
    return row_digest("w", word, weight, anchors, postings)


def pair_digest(pair: str, weight: float, postings: bytes | None) -> int:
    """The digest of a pair's row."""
    return row_digest("p", pair, weight, postings)


def code_digest(code: str, held: bytes) -> int:
    """The digest of a code's row."""
    return row_digest("c", code, held)


def anchor_digest(word: str) -> int:
    """The digest of a word that is an anchor, for the sum of all these."""
    return row_digest("a", word)


def anchors_column(groups: Groups) -> str | None:
    """The entries of an anchor as JSON, None where there are none."""
    return json.dumps([[second, list(held)] for second, held in groups]) if groups else None


def article_terms_data(terms: ArticleTerms) -> str:
    """An article's words, as JSON."""
    return json.dumps([terms.product, terms.title, terms.codes])


def read_article_terms(text: str) -> ArticleTerms:
    """An article's words, as they were written."""
    product, title, codes = json.loads(text)
    return ArticleTerms(product, title, tuple(codes))


def signature_data(one: Signature) -> str:
    """A signature, as JSON."""
    return json.dumps(_signature_row(one))


def _signature_row(one: Signature) -> list[Any]:
    lines = [template.source for template in one.templates]
    number = int(one.id.rpartition("#")[2])
    return [one.kb_id, number, lines, one.samples, one.versions, one.inferred, one.order, one.cues]


def read_signature(text: str) -> Signature:
    """A signature, as it was written."""
    return _read_signature(json.loads(text))


def _read_signature(row: list[Any]) -> Signature:
    kb_id, number, lines, samples, versions, inferred, order, cues = row
    return make_signature(kb_id, number, lines, samples, versions, inferred=inferred, order=order, cues=cues)


def entry_data(one: WeightedPattern) -> str:
    """An entry, as JSON."""
    rest = (getattr(one, field.name) for field in dataclasses.fields(one)[1:])
    return json.dumps([_signature_row(one.signature), *rest])


def read_entry(text: str) -> WeightedPattern:
    """An entry, as it was written."""
    signature, title, *rest = json.loads(text)
    words, examples, joined, pairs, coded, strict, vague, weights, pair_weights = rest
    return WeightedPattern(
        _read_signature(signature),
        title,
        tuple(words),
        tuple(examples),
        tuple(joined),
        tuple((first, second) for first, second in pairs),
        coded,
        strict,
        vague,
        tuple(weights),
        tuple(pair_weights),
    )


def read_unanchored(base: sqlite3.Connection) -> list[tuple[int, int]]:
    """References and homes of the entries without an anchor that are tried everywhere."""
    sql = "SELECT key, shard FROM entry WHERE key IN (SELECT key FROM unanchored ORDER BY key LIMIT ?) ORDER BY key"
    return base.execute(sql, (UNANCHORED,)).fetchall()


def near_data(terms: Iterable[tuple[str, int]]) -> str:
    """Terms that may be what was meant, as JSON."""
    return json.dumps(sorted(terms))


def write_meta(base: sqlite3.Connection, facts: Mapping[str, Any]) -> None:
    """Note facts about the whole."""
    rows = [(key, json.dumps(value)) for key, value in facts.items()]
    base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def read_meta(base: sqlite3.Connection) -> dict[str, Any]:
    """What was noted."""
    return {key: json.loads(value) for key, value in base.execute("SELECT key, value FROM meta")}


def shown_data(shown: Any) -> str:
    """What is to be shown of an article, as JSON."""
    return json.dumps(shown, ensure_ascii=False)
