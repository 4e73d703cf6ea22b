"""Rows of words and pairs while an edit changes them: each is read when it is first asked for, and written back where
it came out another."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
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
from unstuck_search.index.weights import holding_step, pair_owner, pair_weight, word_weight
from unstuck_search.partition import shard_of
from unstuck_search.rules import Rules


@dataclass(slots=True)
class Held:
    """A row: the posting of each entry that holds it, by reference; `before` is how many articles did.

    `shard` and `former` are where it lay and its columns, None and empty where there was none. `groups` are the entries
    of which a word is the anchor, by the second anchor.
    """

    shard: int | None
    former: tuple[Any, ...]
    held: dict[int, int]
    before: int
    groups: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def passed_step(self) -> bool:
        """Whether it is worth something else now, as far as that depends on how many articles hold it."""
        return holding_step(self.before) != holding_step(holding(self.held))

    def postings(self) -> tuple[bytes | None, bytes | None]:
        """The columns of its postings."""
        return postings_columns(sorted(self.held.values()))


class _Rows(Mapping[str, float]):
    """The rows of a table by their keys, and what each is worth now. The last column of a row is no part of its digest:
    a page does not read it."""

    _table: str
    _digest: Callable[..., int]

    def __init__(self, base: sqlite3.Connection, sums: Sums, shards: int, size: int) -> None:
        self._base, self._sums, self._shards, self._size = base, sums, shards, size
        self._weights: dict[str, float] = {}
        self.rows: dict[str, Held] = {}

    def row(self, key: str) -> Held:
        """The row of a key."""
        found = self.rows.get(key)
        if found is None:
            found = self.rows[key] = self._read(key)
        return found

    def __getitem__(self, key: str) -> float:
        known = self._weights.get(key)
        if known is None:
            known = self._weights[key] = self._weigh(key)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def write(self) -> None:
        """Write what changed."""
        for key, row in self.rows.items():
            shard, columns = self._now(key, row) if row.held else (None, ())
            if (shard, columns) == (row.shard, row.former):
                continue
            if row.shard is not None:
                self._sums.add(WORDS, row.shard, -self._digest(key, *row.former[:-1]))
                self._base.execute(f"DELETE FROM {self._table} WHERE shard = ? AND key = ?", (row.shard, key))  # noqa: S608
            if shard is not None:
                self._sums.add(WORDS, shard, self._digest(key, *columns[:-1]))
                places = ", ".join("?" * (2 + len(columns)))
                self._base.execute(f"INSERT INTO {self._table} VALUES ({places})", (shard, key, *columns))  # noqa: S608
            self._written(key, row.former, columns)

    def _read(self, key: str) -> Held:
        raise NotImplementedError

    def _weigh(self, key: str) -> float:
        raise NotImplementedError

    def _now(self, key: str, row: Held) -> tuple[int, tuple[Any, ...]]:
        """Where a row lies now, and its columns."""
        raise NotImplementedError

    def _written(self, key: str, former: tuple[Any, ...], columns: tuple[Any, ...]) -> None:
        """Note what else changes with a row."""


class WordRows(_Rows):
    """The rows of words, and what each word is worth now."""

    _table, _digest = "word", staticmethod(word_digest)

    def __init__(self, base: sqlite3.Connection, sums: Sums, shards: int, size: int, rules: Rules) -> None:
        super().__init__(base, sums, shards, size)
        self._rules = rules

    def _read(self, key: str) -> Held:
        shard = shard_of(key, self._shards)
        former = self._base.execute(
            "SELECT weight, anchors, postings, every FROM word WHERE shard = ? AND key = ?", (shard, key)
        ).fetchone()
        found = _row(shard, former, 2)
        for second, references in json.loads(former[1]) if former and former[1] else ():
            found.groups[second] = references
        return found

    def _weigh(self, key: str) -> float:
        row = self.rows.get(key)
        if row is not None:
            return word_weight(key, holding(row.held), self._size, self._rules)
        place = (shard_of(key, self._shards), key)
        (known,) = self._base.execute("SELECT weight FROM word WHERE shard = ? AND key = ?", place).fetchone()
        return float(known)

    def _now(self, key: str, row: Held) -> tuple[int, tuple[Any, ...]]:
        groups = [(second, held) for second, held in sorted(row.groups.items()) if held]
        return shard_of(key, self._shards), (self[key], anchors_column(groups), *row.postings())

    def _written(self, key: str, former: tuple[Any, ...], columns: tuple[Any, ...]) -> None:
        was, is_now = (bool(one and one[1]) for one in (former, columns))
        if was != is_now:
            self._sums.add(ANCHORS, 0, anchor_digest(key) if is_now else -anchor_digest(key))


class PairRows(_Rows):
    """The rows of pairs, and what each pair is worth now. With a row of a pair those of its words are read: with which
    of them it lies depends on these."""

    _table, _digest = "pair", staticmethod(pair_digest)

    def __init__(self, base: sqlite3.Connection, sums: Sums, shards: int, size: int, words: WordRows) -> None:
        super().__init__(base, sums, shards, size)
        self._words = words

    def _read(self, key: str) -> Held:
        words = {word: self._words.row(word).former for word in key.split(" ")}
        if not all(words.values()):
            return _row(0, None, 1)
        shard = shard_of(pair_owner(key, {word: former[0] for word, former in words.items()}), self._shards)
        former = self._base.execute(
            "SELECT weight, postings, every FROM pair WHERE shard = ? AND key = ?", (shard, key)
        ).fetchone()
        return _row(shard, former, 1)

    def _weigh(self, key: str) -> float:
        first, _, second = key.partition(" ")
        return pair_weight(holding(self.row(key).held), self._size, self._words[first], self._words[second])

    def _now(self, key: str, row: Held) -> tuple[int, tuple[Any, ...]]:
        return shard_of(pair_owner(key, self._words), self._shards), (self[key], *row.postings())


def _row(shard: int, former: tuple[Any, ...] | None, postings: int) -> Held:
    """A row as it was read, given the place of its first column of postings."""
    if former is None:
        return Held(None, (), {}, 0)
    held = {referred(one): one for data in former[postings:] if data for one in read_postings(data)}
    return Held(shard, former, held, holding(held))
