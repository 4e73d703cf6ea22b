"""Full text for readers without an engine: what each term adds to each record's score, worked out beforehand.

The scores are those of Whoosh, so a page that adds them up ranks as the terminal does.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.fulltext.bm25f import FIELDS, K1, B, stored_length
from unstuck_search.fulltext.term_counts import unpack_counts

KEPT = 2_000  # records kept of each term: of a term in more, those it adds most to
SCALE = 1_000  # scores are kept in thousandths


@dataclass(frozen=True, slots=True)
class Impacts:
    """For each term, the records that hold it (by their place in `ids`, ascending) and what it adds, in thousandths.

    `spread` is how many titles and how many bodies hold a term, for guesses at what was meant.
    """

    ids: Sequence[str]
    terms: Mapping[str, Sequence[tuple[int, int]]]
    spread: Mapping[str, tuple[int, int]]


def build_impacts(counted: Mapping[str, str]) -> Impacts:
    """The impacts of all records, from the packed term counts by id."""
    ids = sorted(counted)
    frequency: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    total: Counter[str] = Counter()
    for identity in ids:
        for name, held in unpack_counts(counted[identity]).items():
            frequency[name].update(held.keys())
            total[name] += sum(held.values())
    idf = {
        name: {term: math.log(len(ids) / (count + 1)) + 1 for term, count in found.items()}
        for name, found in frequency.items()
    }
    flat: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, identity in enumerate(ids):
        scores: dict[str, float] = defaultdict(float)
        for name, held in unpack_counts(counted[identity]).items():
            if held:
                length = stored_length(sum(held.values()))
                norm = K1 * ((1 - B) + B * length / (total[name] / len(ids)))
                for term, count in held.items():
                    scores[term] += FIELDS[name] * idf[name][term] * count * (K1 + 1) / (count + norm)
        for term, score in scores.items():
            flat[term].extend((number, round(score * SCALE)))
    kept = {term: _best(list(zip(found[::2], found[1::2], strict=True))) for term, found in flat.items()}
    spread = {term: (frequency["title"][term], frequency["body"][term]) for term in kept}
    return Impacts(ids, kept, spread)


def _best(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(found) <= KEPT:
        return found
    return sorted(heapq.nlargest(KEPT, found, key=lambda one: (one[1], -one[0])))
