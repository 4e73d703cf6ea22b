"""Terms to the records that hold them, in memory, in a file or in the shards of a page; twin of `text_index.js`.

Each row says how many records hold its term, so how telling the term is is worked out when it is asked for: a row
changes only where a record with its term does.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.fulltext.term_weights import most_weight
from unstuck_search.fulltext.tokens import terms
from unstuck_search.partition import article_numbers
from unstuck_search.rules import load_rules

_LIMITS = load_rules().limits
MAX_HOLDING = _LIMITS.max_holding
_MILLI = 1000  # values are whole numbers, so that both languages add up the same


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term: how many records hold it, and its weight in each, as pairs (number of the record, weight) in the order
    of their numbers; of a term that more than `max_holding` records hold, those in which it weighs most."""

    holding: int
    weights: Sequence[tuple[int, int]]


NO_ROW = TermRow(0, ())


@dataclass(frozen=True, slots=True)
class TextIndex:
    """An inverted index; `ids` are those of the records by their `article_numbers`."""

    ids: Mapping[int, str]
    rows: Mapping[str, TermRow]

    def rarity(self, row: TermRow) -> int:
        """How telling a term is (its inverse document frequency), in thousandths."""
        return round(_MILLI * math.log((len(self.ids) + 1) / (row.holding + 0.5)))

    def shares(self, text: str, limit: int) -> list[tuple[str, float]]:
        """The records that score best for the rarest terms of a text, best first, each with the share of the score
        that no record can exceed, 0 to 1. Terms that a sixth of a large collection holds are not looked up; those that
        no record holds make the share smaller, since the text is of something else too."""
        most = max(_LIMITS.common_holding, len(self.ids) // _LIMITS.common_part)
        asked = dict.fromkeys(term.text for term in terms(text))
        found = {term: row for term in asked if (row := self.rows.get(term, NO_ROW)).holding <= most}
        chosen = sorted(found, key=lambda term: (found[term].holding, term))[: _LIMITS.text_terms]
        scores: dict[int, int] = defaultdict(int)
        possible = 0.0
        for term in chosen:
            rarity = self.rarity(found[term])
            possible += rarity * most_weight() * (1.0 if found[term].holding else _LIMITS.unknown_share)
            for number, weight in found[term].weights:
                scores[number] += rarity * weight
        ranked = heapq.nsmallest(limit, scores.items(), key=lambda one: (-one[1], one[0]))
        return [(self.ids[number], score / possible) for number, score in ranked]


def build_text_index(records: Iterable[tuple[str, Mapping[str, int]]]) -> TextIndex:
    """The index of records in memory: the id and the term weights of each, in any order."""
    known = dict(records)
    ids = {number: identity for identity, number in article_numbers(known).items()}
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, identity in ids.items():
        for term, weight in known[identity].items():
            held[term].append((number, weight))
    return TextIndex(ids, {term: make_row(row) for term, row in held.items()})


def make_row(held: Sequence[tuple[int, int]]) -> TermRow:
    """The row of a term, given all records that hold it, in the order of their numbers."""
    room = MAX_HOLDING
    if len(held) <= room:
        return TermRow(len(held), held)
    # The weights that all fit, and how many of the greatest that do not.
    counts = Counter(weight for _, weight in held)
    least = max(counts)
    while room >= counts[least]:
        room -= counts[least]
        least = max(weight for weight in counts if weight < least)
    last = [number for number, weight in held if weight == least][:room]
    bound = last[-1] if last else -1
    kept = [one for one in held if one[1] > least or (one[1] == least and one[0] <= bound)]
    return TermRow(len(held), kept)
