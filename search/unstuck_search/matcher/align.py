"""How much of a template stands in a run of words: which of its words, in order, and how close together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.index.pattern import SOFT_MISSING, Entry
from unstuck_search.lines.kinds import Run

SOFT_FOUND = 0.7  # what an example's word proves of its weight where it is there
_PLACES = 6  # places of one word that are looked at
_CLOSE = 3  # words between two words of a template that still count as together


@dataclass(frozen=True, slots=True)
class Alignment:
    """`bits` found and `missing`, the share of template neighbours that are neighbours here, and the words' places."""

    bits: float
    missing: float
    contiguity: float
    places: tuple[int, ...]

    @property
    def coverage(self) -> float:
        """The share of the template's information that was found."""
        total = self.bits + self.missing
        return self.bits / total if total else 0.0


def align(entry: Entry, run: Run) -> Alignment:
    """The heaviest chain of the template's words that stands in order; words next to each other weigh more."""
    rows: list[tuple[int, int, float]] = []
    missing = 0.0
    for number, word in enumerate(entry.words):
        weight = entry.weights[number]
        soft = entry.soft[number]
        missing += weight * (SOFT_MISSING if soft else 1.0)
        worth = weight * (SOFT_FOUND if soft else 1.0)
        rows += [(place, number, worth) for place in run.places.get(word, ())[:_PLACES]]
    if not rows:
        return Alignment(0.0, missing, 0.0, ())
    rows.sort(key=lambda row: (row[0], -row[1]))
    best: list[float] = []
    before: list[int] = []
    for at, (place, number, weight) in enumerate(rows):
        top, link = 0.0, -1
        for back in range(at - 1, max(-1, at - 60), -1):
            other = rows[back]
            if other[1] < number and other[0] < place:
                bonus = 0.3 if place - other[0] == number - other[1] else 0.0
                value = best[back] + bonus
                if value > top:
                    top, link = value, back
        best.append(top + weight)
        before.append(link)
    at = max(range(len(rows)), key=lambda row: (best[row], -rows[row][0]))
    chain = []
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    chain.reverse()
    bits = 0.0
    stands: dict[int, int] = {}
    for place, number, weight in chain:
        bits += weight
        missing -= entry.weights[number] * (SOFT_MISSING if entry.soft[number] else 1.0)
        stands[number] = place
    for (first, second), weight in zip(entry.pairs, entry.pair_weights, strict=True):
        if first in stands and second in stands and _near(entry, first, second, stands, run.hard):
            bits += weight
        else:
            missing += weight
    pairs = close = 0
    for (place, number, _), (next_place, next_number, _) in itertools.pairwise(chain):
        pairs += 1
        if not entry.joined[next_number] or next_place - place <= next_number - number + _CLOSE * (
            1 if any(entry.soft[number : next_number + 1]) else 0
        ):
            close += 1
    contiguity = close / pairs if pairs else 1.0
    return Alignment(bits, max(0.0, missing), contiguity, tuple(row[0] for row in chain))


def _near(entry: Entry, first: int, second: int, stands: Mapping[int, int], hard: Sequence[int]) -> bool:
    """Whether two neighbours of the template are neighbours in the text: examples aside, or a few words apart where
    the template has a variable part between them."""
    gap = hard[stands[second]] - hard[stands[first]]
    return 0 < gap <= (1 if all(entry.joined[first + 1 : second + 1]) else 1 + _CLOSE)
