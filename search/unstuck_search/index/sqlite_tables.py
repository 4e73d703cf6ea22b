"""The tables of an index file, and how their rows are written and read.

Rows of full text lie by the shard of the browser's index that holds them, so that an edit changes the same shards of
both. `shard` has, for each shard, the sum of the digests of its rows: it follows each change of a row, and is the same
whichever way the rows came to be.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from array import array
from collections.abc import Iterable
from itertools import chain
from typing import Any

from unstuck_search.fulltext.text_index import MAX_HOLDING, TermRow, make_row
from unstuck_search.index.article_terms import ArticleTerms
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.signatures.signature import Signature, make_signature

FORMAT = 10

MATCHER_SCHEMA = """
CREATE TABLE word (key TEXT PRIMARY KEY, weight REAL, anchors TEXT, postings BLOB) WITHOUT ROWID;
CREATE TABLE pair (key TEXT PRIMARY KEY, weight REAL, postings BLOB) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE numbers (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE article (key TEXT PRIMARY KEY, terms TEXT, entry TEXT) WITHOUT ROWID;
CREATE TABLE code (key TEXT PRIMARY KEY, ids TEXT) WITHOUT ROWID;
CREATE TABLE signature (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
"""
# `every` holds all pairs of a term of which `data` holds only those that are kept.
TEXT_SCHEMA = """
CREATE TABLE term (shard INT, key TEXT, data BLOB, every BLOB, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE facet (shard INT, key TEXT, numbers BLOB, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE synonym (shard INT, key TEXT, stems TEXT, PRIMARY KEY (shard, key)) WITHOUT ROWID;
CREATE TABLE near (key TEXT PRIMARY KEY, terms TEXT) WITHOUT ROWID;
CREATE TABLE shard (key INTEGER PRIMARY KEY, sum BLOB);
CREATE TABLE record (key INTEGER PRIMARY KEY, id TEXT, source BLOB, title TEXT, facets TEXT, text TEXT);
CREATE INDEX record_source ON record (source, id);
"""
SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
{MATCHER_SCHEMA}
{TEXT_SCHEMA}
"""
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


def numbers(values: Iterable[int] | None) -> bytes | None:
    """Whole numbers as bytes."""
    return None if values is None else packed("I", values)


def read_numbers(data: bytes) -> array[int]:
    """The whole numbers of some bytes."""
    return unpacked("I", data)


def json_or_none(value: Any) -> str | None:
    """A value as JSON."""
    return None if value is None else json.dumps(value)


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


def row_digest(key: str, data: bytes) -> int:
    """The digest of a row of full text, for the sum of its shard."""
    facts = key.encode("utf-8", "surrogatepass") + b"\0" + data
    return int.from_bytes(hashlib.blake2b(facts, digest_size=16).digest(), "little")


def add_digest(total: bytes, change: int) -> bytes:
    """The sum of a shard after rows came (added) or went (subtracted)."""
    return ((int.from_bytes(total, "little") + change) % _SUMS).to_bytes(16, "little")


def read_article_terms(text: str) -> ArticleTerms:
    """An article's words, as they were written."""
    product, title, codes = json.loads(text)
    return ArticleTerms(product, title, tuple(codes))


def signature_row(one: Signature) -> list[Any]:
    """A signature as JSON holds it."""
    lines = [template.source for template in one.templates]
    number = int(one.id.rpartition("#")[2])
    return [one.kb_id, number, lines, one.samples, one.versions, one.inferred]


def read_signature(text: str) -> Signature:
    """A signature, as it was written."""
    kb_id, number, lines, samples, versions, inferred = json.loads(text)
    return make_signature(kb_id, number, lines, samples, versions, inferred=inferred)


def entry_row(one: WeightedPattern) -> list[Any]:
    """An entry as JSON holds it."""
    return [signature_row(one.signature), *(getattr(one, field.name) for field in dataclasses.fields(one)[1:])]


def read_entry(text: str) -> WeightedPattern:
    """An entry, as it was written."""
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
