"""How much of a template is in a run of words: which of its words, in order, and how close together."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.lines.kinds import Run
from unstuck_search.rules import load_rules

_LIMITS = load_rules().limits


class Alignment(NamedTuple):
    """`bits` found and `missing`, the share of template neighbours that are neighbours here, the places of the words
    found in the run, and their numbers in the template."""

    bits: float
    missing: float
    contiguity: float
    places: tuple[int, ...]
    numbers: tuple[int, ...] = ()

    @property
    def coverage(self) -> float:
        """The share of the template's information that was found."""
        total = self.bits + self.missing
        return self.bits / total if total else 0.0


def align(entry: WeightedPattern, run: Run) -> Alignment:
    """The heaviest chain of the template's words in order; words next to each other weigh more."""
    rows: list[tuple[int, int, float]] = []
    missing = 0.0
    places, weights, examples = run.places, entry.weights, entry.examples
    for number, word in enumerate(entry.words):
        weight = worth = weights[number]
        if examples[number]:
            worth = weight * _LIMITS.example_found
            weight *= _LIMITS.example_missing
        missing += weight
        if word in places:
            rows += [(place, -number, worth) for place in places[word][: _LIMITS.max_word_places]]
    if not rows:
        return Alignment(0.0, missing, 0.0, ())
    rows.sort()  # by place, the last word of the template first
    chain = _heaviest_chain([(place, -number, worth) for place, number, worth in rows])
    bits = 0.0
    place_of: dict[int, int] = {}
    for place, number, weight in chain:
        bits += weight
        missing -= weights[number] * (_LIMITS.example_missing if examples[number] else 1.0)
        place_of[number] = place
    for (first, second), weight in zip(entry.pairs, entry.pair_weights, strict=True):
        if first in place_of and second in place_of and _is_near(entry, first, second, place_of, run.literals_before):
            bits += weight
        else:
            missing += weight
    close = 0
    for (place, number, _), (next_place, next_number, _) in itertools.pairwise(chain):
        if entry.joined[next_number]:
            apart = next_place - place - (next_number - number)
            if apart > 0 and not (apart <= _LIMITS.close_words and any(examples[number : next_number + 1])):
                continue
        close += 1
    contiguity = close / (len(chain) - 1) if len(chain) > 1 else 1.0
    return Alignment(
        bits, max(0.0, missing), contiguity, tuple(row[0] for row in chain), tuple(row[1] for row in chain)
    )


def _heaviest_chain(rows: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The heaviest chain of rows (place in the text, number in the template, weight) that ascend in both numbers."""
    best: list[float] = []
    before: list[int] = []
    reach, most = _LIMITS.chain_reach, _LIMITS.adjacent_bonus
    for at, (place, number, weight) in enumerate(rows):
        top, link = 0.0, -1
        for back in range(at - 1, max(-1, at - reach), -1):
            value = best[back]
            if value + most > top:
                other_place, other_number, _ = rows[back]
                if other_number < number and other_place < place:
                    if place - other_place == number - other_number:
                        value += most
                    if value > top:
                        top, link = value, back
        best.append(top + weight)
        before.append(link)
    heaviest = max(best)
    at = best.index(heaviest)  # the first place of equally heavy ones: rows ascend by place
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
