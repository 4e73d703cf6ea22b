"""How much of a template is in a run of words: which of its words, in order, and how close together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.lines.kinds import Run
from unstuck_search.rules import load_rules

_LIMITS = load_rules().limits


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


def align(entry: WeightedPattern, run: Run) -> Alignment:
    """The heaviest chain of the template's words in order; words next to each other weigh more."""
    rows: list[tuple[int, int, float]] = []
    missing = 0.0
    for number, word in enumerate(entry.words):
        weight = entry.weights[number]
        example = entry.examples[number]
        missing += weight * (_LIMITS.example_missing if example else 1.0)
        worth = weight * (_LIMITS.example_found if example else 1.0)
        rows += [(place, number, worth) for place in run.places.get(word, ())[: _LIMITS.max_word_places]]
    if not rows:
        return Alignment(0.0, missing, 0.0, ())
    rows.sort(key=lambda row: (row[0], -row[1]))
    chain = _heaviest_chain(rows)
    bits = 0.0
    place_of: dict[int, int] = {}
    for place, number, weight in chain:
        bits += weight
        missing -= entry.weights[number] * (_LIMITS.example_missing if entry.examples[number] else 1.0)
        place_of[number] = place
    for (first, second), weight in zip(entry.pairs, entry.pair_weights, strict=True):
        if first in place_of and second in place_of and _is_near(entry, first, second, place_of, run.literals_before):
            bits += weight
        else:
            missing += weight
    pairs = close = 0
    for (place, number, _), (next_place, next_number, _) in itertools.pairwise(chain):
        pairs += 1
        if not entry.joined[next_number] or next_place - place <= next_number - number + _LIMITS.close_words * (
            1 if any(entry.examples[number : next_number + 1]) else 0
        ):
            close += 1
    contiguity = close / pairs if pairs else 1.0
    return Alignment(bits, max(0.0, missing), contiguity, tuple(row[0] for row in chain))


def _heaviest_chain(rows: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The heaviest chain of rows (place in the text, number in the template, weight) that ascend in both numbers."""
    best: list[float] = []
    before: list[int] = []
    for at, (place, number, weight) in enumerate(rows):
        top, link = 0.0, -1
        for back in range(at - 1, max(-1, at - _LIMITS.chain_reach), -1):
            other = rows[back]
            if other[1] < number and other[0] < place:
                bonus = _LIMITS.adjacent_bonus if place - other[0] == number - other[1] else 0.0
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
    return chain


def _is_near(
    entry: WeightedPattern, first: int, second: int, place_of: Mapping[int, int], literals_before: Sequence[int]
) -> bool:
    """Whether two neighbours of the template are neighbours in the text: examples aside, or a few words apart where
    the template has a variable part between them."""
    gap = literals_before[place_of[second]] - literals_before[place_of[first]]
    return 0 < gap <= (1 if all(entry.joined[first + 1 : second + 1]) else 1 + _LIMITS.close_words)
