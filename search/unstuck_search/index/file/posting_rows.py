"""Rows of words and pairs while an edit changes them: each is read when it is first asked for, and written back where
it came out another."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unstuck_search.index.build import holding
from unstuck_search.index.file.tables import (
    ANCHORS,
    WORDS,
    Sums,
    anchor_digest,
    anchors_column,
    pair_digest,
    postings_columns,
    read_postings,
    word_digest,
)
from unstuck_search.index.postings import referred
from unstuck_search.index.weights import pair_owner, pair_weight, step, word_weight
from unstuck_search.partition import shard_of
from unstuck_search.rules import Rules


@dataclass(slots=True)
class Held:
    """A row: the posting of each entry that holds it, by reference; `before` is how many articles did.

    `shard` is where the row lies, None where there was none. `groups` are the entries of which a word is the anchor, by
    the second anchor.
    """

    shard: int | None
    former: tuple[Any, ...]
    held: dict[int, int]
    before: int
    groups: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def passed_step(self) -> bool:
        """Whether it is worth something else now, as far as that depends on how many articles hold it."""
        return not self.before or step(self.before + 1) != step(holding(self.held) + 1)

    def postings(self) -> Sequence[int]:
        """Its postings, ascending."""
        return sorted(self.held.values())


class WordRows(Mapping[str, float]):
    """The rows of words, and what each word is worth now."""

    def __init__(self, base: sqlite3.Connection, sums: Sums, shards: int, size: int, rules: Rules) -> None:
        self._base, self._sums, self._shards, self._size, self._rules = base, sums, shards, size, rules
        self._weights: dict[str, float] = {}
        self.rows: dict[str, Held] = {}

    def row(self, word: str) -> Held:
        """The row of a word."""
        found = self.rows.get(word)
        if found is None:
            shard = shard_of(word, self._shards)
            former = self._base.execute(
                "SELECT weight, anchors, postings, every FROM word WHERE shard = ? AND key = ?", (shard, word)
            ).fetchone()
            held = _held(former[2:]) if former else {}
            found = self.rows[word] = Held(shard if former else None, former or (), held, holding(held))
            for second, references in json.loads(former[1]) if former and former[1] else ():
                found.groups[second] = references
        return found

    def __getitem__(self, word: str) -> float:
        known = self._weights.get(word)
        if known is None:
            row = self.rows.get(word)
            if row is None:
                key = (shard_of(word, self._shards), word)
                (known,) = self._base.execute("SELECT weight FROM word WHERE shard = ? AND key = ?", key).fetchone()
            else:
                known = word_weight(word, holding(row.held), self._size, self._rules)
            self._weights[word] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def former_weight(self, word: str) -> float:
        """What a word was worth."""
        return float(self.row(word).former[0])

    def write(self) -> None:
        """Write what changed."""
        for word, row in self.rows.items():
            shard = shard_of(word, self._shards)
            groups = [(second, held) for second, held in sorted(row.groups.items()) if held]
            columns: tuple[Any, ...] = ()
            if row.held:
                columns = (self[word], anchors_column(groups), *postings_columns(row.postings()))
            if columns == row.former:
                continue
            if row.former:
                self._sums.add(WORDS, shard, -word_digest(word, *row.former[:3]))
                self._base.execute("DELETE FROM word WHERE shard = ? AND key = ?", (shard, word))
            if columns:
                self._sums.add(WORDS, shard, word_digest(word, *columns[:3]))
                self._base.execute("INSERT INTO word VALUES (?, ?, ?, ?, ?, ?)", (shard, word, *columns))
            was, is_now = (bool(one and one[1]) for one in (row.former, columns))
            if was != is_now:
                self._sums.add(ANCHORS, 0, anchor_digest(word) if is_now else -anchor_digest(word))


class PairRows(Mapping[str, float]):
    """The rows of pairs, and what each pair is worth now."""

    def __init__(self, base: sqlite3.Connection, sums: Sums, shards: int, size: int, words: WordRows) -> None:
        self._base, self._sums, self._shards, self._size, self._words = base, sums, shards, size, words
        self._weights: dict[str, float] = {}
        self.rows: dict[str, Held] = {}

    def row(self, pair: str) -> Held:
        """The row of a pair. The rows of its words are read too: with which of them it lies depends on these."""
        found = self.rows.get(pair)
        if found is None:
            shard, former = None, None
            if all(self._words.row(word).former for word in pair.split(" ")):
                weights = {word: self._words.former_weight(word) for word in pair.split(" ")}
                shard = shard_of(pair_owner(pair, weights), self._shards)
                former = self._base.execute(
                    "SELECT weight, postings, every FROM pair WHERE shard = ? AND key = ?", (shard, pair)
                ).fetchone()
            held = _held(former[1:]) if former else {}
            found = self.rows[pair] = Held(shard if former else None, former or (), held, holding(held))
        return found

    def __getitem__(self, pair: str) -> float:
        known = self._weights.get(pair)
        if known is None:
            first, _, second = pair.partition(" ")
            known = pair_weight(holding(self.row(pair).held), self._size, self._words[first], self._words[second])
            self._weights[pair] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def write(self) -> None:
        """Write what changed."""
        for pair, row in self.rows.items():
            shard = shard_of(pair_owner(pair, self._words), self._shards) if row.held else None
            columns: tuple[Any, ...] = (self[pair], *postings_columns(row.postings())) if row.held else ()
            if columns == row.former and shard == row.shard:
                continue
            if row.shard is not None:
                self._sums.add(WORDS, row.shard, -pair_digest(pair, *row.former[:2]))
                self._base.execute("DELETE FROM pair WHERE shard = ? AND key = ?", (row.shard, pair))
            if shard is not None:
                self._sums.add(WORDS, shard, pair_digest(pair, *columns[:2]))
                self._base.execute("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", (shard, pair, *columns))


def _held(columns: Sequence[bytes | None]) -> dict[int, int]:
    """The postings of a row by their references."""
    found = next((read_postings(data) for data in columns if data), ())
    return {referred(one): one for one in found}
