"""Writes an index file: whole, or what an edit changes of it."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from unstuck_search.fulltext.build import (
    TextEntry,
    facet_keys,
    guess_step,
    least_holding,
    near_terms,
    stemmed_synonyms,
)
from unstuck_search.fulltext.numbers import article_numbers, shard_of
from unstuck_search.index.article_terms import NO_TERMS
from unstuck_search.index.browser_shards import ShardLayout, make_layout
from unstuck_search.index.build import Index
from unstuck_search.index.sqlite_tables import (
    FORMAT,
    MATCHER_SCHEMA,
    SCHEMA,
    add_digest,
    entry_row,
    held_by,
    json_or_none,
    numbers,
    packed,
    read_numbers,
    row_digest,
    signature_row,
    term_row,
)

_NOTHING = bytes(16)
_TABLES = [line.split()[2] for line in MATCHER_SCHEMA.split("\n") if line.startswith("CREATE TABLE")]


@dataclass(frozen=True, slots=True)
class Sourced:
    """An entry of full text, and the key of what it was made of, by which its owner finds it again."""

    entry: TextEntry
    source: bytes = b""


def dump_index(
    base: sqlite3.Connection,
    ids: Iterable[str],
    index: Index,
    texts: Iterable[Sourced],
    synonyms: Mapping[str, Sequence[str]],
    articles: Iterable[tuple[str, Any]],
    about: Mapping[str, Any],
) -> None:
    """Fill an empty database: an index, full text with a vocabulary's synonyms, what is to be shown of each article
    with its id, facts about the whole.

    `ids` are those of all `texts`, which are taken one by one, so that not all need be in memory: in the order of their
    `article_numbers`.
    """
    layout = make_layout(ids)
    base.executescript(SCHEMA)
    facts = {"format": FORMAT, "layout": layout.version, "shards": layout.shards["x"], "records": len(layout.numbers)}
    _note(base, {**facts, "about": dict(about)})
    write_matcher(base, index, articles)
    _write_texts(base, layout, texts, synonyms)


def write_matcher(base: sqlite3.Connection, index: Index, articles: Iterable[tuple[str, Any]]) -> None:
    """Replace the matcher's tables."""
    for table in _TABLES:
        base.execute(f"DELETE FROM {table}")  # noqa: S608  (all our own)
    base.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?)",
        (
            (word, weight, json_or_none(index.by_anchor.get(word)), numbers(index.postings.get(word)))
            for word, weight in sorted(index.weights.items())
        ),
    )
    base.executemany(
        "INSERT INTO pair VALUES (?, ?, ?)",
        ((pair, index.pair_weights[pair], numbers(held)) for pair, held in sorted(index.pair_postings.items())),
    )
    base.executemany(
        "INSERT INTO entry VALUES (?, ?)",
        ((number, json.dumps(entry_row(entry))) for number, entry in enumerate(index.entries)),
    )
    base.execute("INSERT INTO numbers VALUES (?, ?)", ("literal_bits", packed("d", index.literal_bits)))
    own = (entry.signature for entry in index.entries if not entry.title)
    base.executemany(
        "INSERT INTO signature VALUES (?, ?)", sorted((one.id, json.dumps(signature_row(one))) for one in own)
    )
    shown = 0
    for kb_id, entry in articles:
        shown += 1
        terms = index.article_terms.get(kb_id, NO_TERMS)
        row = (kb_id, json.dumps([terms.product, terms.title, terms.codes]), _shown(entry))
        base.execute("INSERT INTO article VALUES (?, ?, ?)", row)
    _note(base, {"articles": index.articles, "unanchored": index.unanchored, "shown": shown})
    base.executemany(
        "INSERT INTO code VALUES (?, ?)", ((code, json.dumps(ids)) for code, ids in sorted(index.by_code.items()))
    )


def show_articles(base: sqlite3.Connection, articles: Mapping[str, Any]) -> None:
    """Replace what is to be shown of some articles."""
    base.executemany(
        "UPDATE article SET entry = ? WHERE key = ?", [(_shown(entry), kb_id) for kb_id, entry in articles.items()]
    )


def change_texts(base: sqlite3.Connection, gone: Iterable[TextEntry], come: Iterable[Sourced]) -> bool:
    """Take entries of full text out and put others in; one that changed is among both. False, with nothing done, where
    so much depends on it that the file must be written whole."""
    known = {identity: number for number, identity in base.execute("SELECT key, id FROM record")}
    old = {one.id: one for one in gone}
    new = {one.entry.id: one for one in come}
    ids = (known.keys() - old.keys()) | new.keys()
    meta = dict(base.execute("SELECT key, value FROM meta WHERE key IN ('layout', 'shards')"))
    number = known
    if ids != known.keys():
        layout = make_layout(ids).version
        if layout != json.loads(meta["layout"]) or least_holding(len(ids)) != least_holding(len(known)):
            return False
        number = article_numbers(ids)
        if any(known[one] != number[one] for one in ids & known.keys() - old.keys()):
            return False  # others' numbers change with it
    change = _Change(base, json.loads(meta["shards"]), least_holding(len(ids)))
    base.executemany("DELETE FROM record WHERE key = ?", [(known[identity],) for identity in old])
    # A number may go from one record to another, so all that go are noted first.
    for identity, entry in old.items():
        if identity not in new or number[identity] != known[identity]:
            change.note(known[identity], entry, None)
    for identity, sourced in new.items():
        stays = identity in old and number[identity] == known[identity]
        change.note(number[identity], old[identity] if stays else None, sourced.entry)
        _insert_record(base, number[identity], sourced)
    change.write()
    _note(base, {"records": len(ids)})
    return True


class _Change:
    """What becomes of the rows of full text."""

    def __init__(self, base: sqlite3.Connection, shards: int, least: int) -> None:
        self._base, self._shards, self._least = base, shards, least
        self._terms: dict[str, dict[int, int]] = defaultdict(dict)
        self._facets: dict[str, dict[int, bool]] = defaultdict(dict)
        self._sums: dict[int, int] = defaultdict(int)

    def note(self, number: int, before: TextEntry | None, after: TextEntry | None) -> None:
        """Note what a record was and is, None where it is not there."""
        old, new = before.weights if before else {}, after.weights if after else {}
        for term in old.keys() | new.keys():
            weight = new.get(term, 0)
            if weight != old.get(term, 0):
                self._terms[term][number] = weight
        had, has = (set(facet_keys(one)) if one else set() for one in (before, after))
        for key in had ^ has:
            self._facets[key][number] = key in has

    def write(self) -> None:
        steps = {}
        for term, changed in self._terms.items():
            before, after = self._write_term(term, changed)
            if before != after:
                steps[term] = after
        for key, changed_facet in self._facets.items():
            self._write_facet(key, changed_facet)
        self._write_near(steps)
        for shard, change in self._sums.items():
            (total,) = self._base.execute("SELECT sum FROM shard WHERE key = ?", (shard,)).fetchone()
            self._base.execute("UPDATE shard SET sum = ? WHERE key = ?", (add_digest(total, change), shard))

    def _write_term(self, term: str, changed: Mapping[int, int]) -> tuple[int, int]:
        """Returns the step of how many records held the term, and of how many do now."""
        shard = shard_of(term, self._shards)
        row = self._base.execute("SELECT data, every FROM term WHERE shard = ? AND key = ?", (shard, term)).fetchone()
        held = held_by(*row) if row else {}
        before = guess_step(term, len(held), self._least)
        held |= changed
        left = array("I", chain.from_iterable(one for one in sorted(held.items()) if one[1]))
        if row:
            self._sums[shard] -= row_digest(term, row[0])
        if left:
            columns = term_row(left)
            self._sums[shard] += row_digest(term, columns[0])
            self._base.execute("INSERT OR REPLACE INTO term VALUES (?, ?, ?, ?)", (shard, term, *columns))
        else:
            self._base.execute("DELETE FROM term WHERE shard = ? AND key = ?", (shard, term))
        return before, guess_step(term, len(left) // 2, self._least)

    def _write_facet(self, key: str, changed: Mapping[int, bool]) -> None:
        shard = shard_of(key, self._shards)
        row = self._base.execute("SELECT numbers FROM facet WHERE shard = ? AND key = ?", (shard, key)).fetchone()
        held = dict.fromkeys(read_numbers(row[0]), True) if row else {}
        held |= changed
        left = [number for number, has in sorted(held.items()) if has]
        if row:
            self._sums[shard] -= row_digest(key, row[0])
        if left:
            data = packed("I", left)
            self._sums[shard] += row_digest(key, data)
            self._base.execute("INSERT OR REPLACE INTO facet VALUES (?, ?, ?)", (shard, key, data))
        else:
            self._base.execute("DELETE FROM facet WHERE shard = ? AND key = ?", (shard, key))

    def _write_near(self, steps: Mapping[str, int]) -> None:
        for letter in {term[0] for term in steps}:
            row = self._base.execute("SELECT terms FROM near WHERE key = ?", (letter,)).fetchone()
            known: dict[str, int] = dict(json.loads(row[0])) if row else {}
            for term, step in steps.items():
                if term[0] == letter:
                    known.pop(term, None)
                    if step:
                        known[term] = step
            if known:
                self._base.execute("INSERT OR REPLACE INTO near VALUES (?, ?)", (letter, _near(known.items())))
            else:
                self._base.execute("DELETE FROM near WHERE key = ?", (letter,))


def _write_texts(
    base: sqlite3.Connection, layout: ShardLayout, texts: Iterable[Sourced], synonyms: Mapping[str, Sequence[str]]
) -> None:
    shards = layout.shards["x"]
    held: dict[str, array[int]] = defaultdict(lambda: array("I"))
    facets: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for sourced in texts:
        number = layout.numbers[sourced.entry.id]
        for term, weight in sourced.entry.weights.items():
            held[term].extend((number, weight))
        for key in facet_keys(sourced.entry):
            facets[key].append(number)
        _insert_record(base, number, sourced)
    sums: dict[int, int] = defaultdict(int)
    rows = []
    for term, having in held.items():
        shard = shard_of(term, shards)
        columns = term_row(having)
        sums[shard] += row_digest(term, columns[0])
        rows.append((shard, term, *columns))
    rows.sort(key=lambda one: one[:2])
    base.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", rows)
    facet_rows = []
    for key, numbered in facets.items():
        shard = shard_of(key, shards)
        data = packed("I", numbered)
        sums[shard] += row_digest(key, data)
        facet_rows.append((shard, key, data))
    base.executemany("INSERT INTO facet VALUES (?, ?, ?)", sorted(facet_rows))
    stems = stemmed_synonyms(synonyms).items()
    base.executemany(
        "INSERT INTO synonym VALUES (?, ?, ?)",
        sorted((shard_of(term, shards), term, json.dumps(found)) for term, found in stems),
    )
    near = near_terms({term: len(having) // 2 for term, having in held.items()}, len(layout.numbers))
    base.executemany("INSERT INTO near VALUES (?, ?)", [(one, _near(found)) for one, found in sorted(near.items())])
    totals = [(shard, add_digest(_NOTHING, sums.get(shard, 0))) for shard in range(shards)]
    base.executemany("INSERT INTO shard VALUES (?, ?)", totals)


def _insert_record(base: sqlite3.Connection, number: int, sourced: Sourced) -> None:
    entry = sourced.entry
    facets = json.dumps(entry.facets, ensure_ascii=False)
    row = (number, entry.id, sourced.source, entry.shown.title, facets, entry.shown.text)
    base.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", row)


def _near(terms: Iterable[tuple[str, int]]) -> str:
    return json.dumps(sorted(terms))


def _shown(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False)


def _note(base: sqlite3.Connection, facts: Mapping[str, Any]) -> None:
    rows = [(key, json.dumps(value)) for key, value in facts.items()]
    base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
