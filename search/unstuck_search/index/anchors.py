"""Which signatures may match a line: those whose two most telling words it holds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import Rules
from unstuck_search.signatures.example import example
from unstuck_search.signatures.signature import Signature, anchors, match_from
from unstuck_search.text import words

Groups = Sequence[tuple[str, Sequence[int]]]


def anchors_of(entry: WeightedPattern) -> list[str]:
    """The two words that are worth most of those that every line matching an entry holds; fewer where there are not
    two."""
    weights = dict(zip(entry.words, entry.weights, strict=True))
    held = set(anchors(entry.signature.templates[0]))
    return sorted(held, key=lambda word: (-weights.get(word, math.inf), word))[:2]


def group_by_anchor(entries: Iterable[tuple[int, Sequence[str]]]) -> tuple[dict[str, Groups], list[int]]:
    """Each entry, by its reference, under the first of its anchors and, therein, under the second one, which is empty
    where there is none; then those without an anchor."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unanchored: list[int] = []
    for number, found in entries:
        if found:
            groups[found[0]][found[1] if len(found) > 1 else ""].append(number)
        else:
            unanchored.append(number)
    return {word: tuple(sorted(seconds.items())) for word, seconds in groups.items()}, unanchored


def anchored_candidates(by_anchor: Mapping[str, Groups], folded: str) -> Iterator[int]:
    """The numbers of those that may match a folded line."""
    held = dict.fromkeys(words(folded))
    for word in held:
        for second, numbers in by_anchor.get(word, ()):
            if not second or second in held:
                yield from numbers


def swallowed(signatures: Sequence[Signature], rules: Rules) -> Iterator[tuple[int, int]]:
    """Signatures whose every text another article's signature matches too: both by their places, each of the
    first kind once. Signatures of the same shape are not meant: neither swallows the other."""
    held = [set(anchors(signature.templates[0])) for signature in signatures]
    frequency = Counter(word for found in held for word in found)
    by_anchor, _ = group_by_anchor(
        (number, sorted(found, key=lambda word: (frequency[word], word))[:2]) for number, found in enumerate(held)
    )
    shapes = [signature.shape for signature in signatures]
    for number, signature in enumerate(signatures):
        lines = list(read_lines(example(signature), rules))
        for place, line in enumerate(lines):
            others = (
                other
                for other in anchored_candidates(by_anchor, line.folded)
                if signatures[other].kb_id != signature.kb_id
                and shapes[other] != shapes[number]
                and match_from(signatures[other], lines, place, rules.limits.signature_window) is not None
            )
            found = next(others, None)
            if found is not None:
                yield number, found
                break
