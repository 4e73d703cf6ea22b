"""What an edit changes of the rows of full text."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

from unstuck_search.fulltext.build import TextEntry, facet_keys, guess_step
from unstuck_search.index.file.tables import TERMS, Sums, held_by, near_data, packed, read_numbers, row_digest, term_row
from unstuck_search.partition import shard_of


class TextChange:
    """What becomes of the rows of full text: noted record by record, then written.

    `shards` is how many shards there are, `least` from how many records on a term may be what was meant.
    """

    def __init__(self, base: sqlite3.Connection, shards: int, least: int) -> None:
        self._base, self._shards, self._least = base, shards, least
        self._terms: dict[str, dict[int, int]] = defaultdict(dict)
        self._facets: dict[str, dict[int, bool]] = defaultdict(dict)
        self._sums = Sums(base)

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
        """Change the rows."""
        steps = {}
        for term, changed in self._terms.items():
            before, after = self._write_term(term, changed)
            if before != after:
                steps[term] = after
        for key, changed_facet in self._facets.items():
            self._write_facet(key, changed_facet)
        self._write_near(steps)
        self._sums.write()

    def _write_term(self, term: str, changed: Mapping[int, int]) -> tuple[int, int]:
        """Returns the step of how many records held the term, and of how many do now."""
        shard = shard_of(term, self._shards)
        row = self._base.execute("SELECT data, every FROM term WHERE shard = ? AND key = ?", (shard, term)).fetchone()
        held = held_by(*row) if row else {}
        before = guess_step(term, len(held), self._least)
        held |= changed
        left = array("I", chain.from_iterable(one for one in sorted(held.items()) if one[1]))
        if row:
            self._sums.add(TERMS, shard, -row_digest(term, row[0]))
        if left:
            columns = term_row(left)
            self._sums.add(TERMS, shard, row_digest(term, columns[0]))
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
            self._sums.add(TERMS, shard, -row_digest(key, row[0]))
        if left:
            data = packed("I", left)
            self._sums.add(TERMS, shard, row_digest(key, data))
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
                self._base.execute("INSERT OR REPLACE INTO near VALUES (?, ?)", (letter, near_data(known.items())))
            else:
                self._base.execute("DELETE FROM near WHERE key = ?", (letter,))
