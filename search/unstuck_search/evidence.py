"""What speaks for one signature in a paste: found whole, or word by word in the telling lines."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unstuck_search.align import align
from unstuck_search.index import Entry, Index
from unstuck_search.normalise import Line
from unstuck_search.signature import LineMatch, match_from, words
from unstuck_search.template import Template, Variable
from unstuck_search.windows import WORD, Token, kind, message_start, promising, soft_spans, tokens

MAX_LINES = 200_000
PARTIAL_LINES = 40
PER_LINE = 10  # signatures compared word by word per line
_COMMON = 400  # a word in more entries than this finds none; it only adds to what rarer ones found
_MIN_BITS = 5.0
_LEAST_BITS = 3.0
_MIN_COVERAGE = 0.35
_NEARLY = 0.97

# What a variable part adds by holding what its type asks for, and punctuation by standing where it should, in bits.
_TYPE_BITS = {"int": 1.0, "hex": 1.0, "path": 1.0, "port": 1.0, "quoted": 1.0, "version": 1.0}
_TYPE_BITS |= {"ip": 2.0, "url": 2.0, "uuid": 3.0}
_MARK_BITS = 0.25
_MAX_MARKS = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the index in one place of the paste.

    `bits` is the information found, `coverage` the share of the entry's that was found, `contiguity` the share of
    neighbours that stand together, `explained` the share of the line's own words that the entry accounts for, `kind`
    what sort of line it is. `spans` are places in cleaned lines.
    """

    entry: Entry
    bits: float
    coverage: float
    contiguity: float
    explained: float
    kind: int
    whole: bool
    spans: tuple[tuple[Line, int, int], ...]
    captures: tuple[tuple[str, str], ...]

    @property
    def strength(self) -> float:
        """One number to keep the best of several by: information, discounted by what is missing."""
        return self.bits * self.coverage**2 * (0.5 + 0.5 * self.contiguity) * (1.0 if self.kind else 0.7)


def whole_matches(index: Index, lines: list[Line]) -> list[Evidence]:
    """Every entry that stands whole in the paste, once, where it stands first."""
    found: dict[int, Evidence] = {}
    seen: dict[str, tuple[str, ...]] = {}
    for place, line in enumerate(lines):
        keys = seen.get(line.folded)
        if keys is None:
            keys = tuple(word for word in dict.fromkeys(words(line.folded)) if word in index.by_anchor)
            if len(seen) < 100_000:
                seen[line.folded] = keys
        numbers: Iterable[int] = (number for word in keys for number in index.by_anchor[word])
        for number in (*numbers, *index.unanchored):
            if number in found:
                continue
            entry = index.entries[number]
            matches = match_from(entry.signature, lines, place, index.rules.window)
            if matches is not None:
                found[number] = _whole(index, number, matches)
    return list(found.values())


def _whole(index: Index, number: int, matches: tuple[LineMatch, ...]) -> Evidence:
    entry = index.entries[number]
    bits = index.bits[number]
    if bits >= _MIN_BITS:
        bits += sum(_form(template) for template in entry.signature.templates)
    captures = tuple(dict.fromkeys(pair for one in matches for pair in one.found.captures))
    spans = tuple((one.line, one.found.start, one.found.end) for one in matches)
    explained = max(_explained(index, line, start, end) for line, start, end in spans)
    best = max(kind(line, index.rules) for line, _, _ in spans)
    return Evidence(entry, bits, 1.0, 1.0, explained, best, True, spans, captures)


def _form(template: Template) -> float:
    """What the form of a template proves beside its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(_TYPE_BITS.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _MARK_BITS * min(marks, _MAX_MARKS)


def _explained(index: Index, line: Line, start: int, end: int) -> float:
    """The share of a message's own words (not of its quoted values) that lie between two offsets."""
    examples = soft_spans(line.folded, index.rules)
    inside = outside = 0.0
    begin = min(start, message_start(line, index.rules))
    for match in WORD.finditer(line.folded, begin):
        if start <= match.start() < end:
            inside += 1
        elif not any(low <= match.start() < high for low, high in examples):
            outside += 1
        if inside + outside > 60:
            break
    return inside / (inside + outside) if inside else 0.0


def partial_matches(index: Index, lines: list[Line]) -> list[Evidence]:
    """Entries that stand in part in a telling line, or in it and the one or two after it (a wrapped message)."""
    best: dict[int, Evidence] = {}
    for place, which in promising(lines, index.rules, PARTIAL_LINES):
        own = tokens(lines, place, 1, index.rules)
        numbers = _candidates(index, own)
        wide = None
        for number in numbers:
            entry = index.entries[number]
            evidence = _compare(index, entry, lines, own, which)
            if evidence is not None and evidence.coverage < 0.9:
                wide = tokens(lines, place, 3, index.rules) if wide is None else wide
                if len(wide) > len(own):
                    wider = _compare(index, entry, lines, wide, which)
                    if wider is not None and wider.strength > evidence.strength * 1.15:
                        evidence = wider
            if evidence is None or evidence.bits < _LEAST_BITS or evidence.coverage < _MIN_COVERAGE:
                continue
            if number not in best or evidence.strength > best[number].strength:
                best[number] = evidence
    return list(best.values())


def _candidates(index: Index, run: Sequence[Token]) -> list[int]:
    """The entries that share most information with a line: its rarer words, and its rarer pairs of words."""
    scores: dict[int, float] = defaultdict(float)
    for word in sorted({token.word for token in run}):
        postings = index.postings.get(word, ())
        if len(postings) > _COMMON:
            continue
        weight = index.weight(word)
        for number in postings:
            scores[number] += weight
    hard = [token.word for token in run if not token.soft]
    for first, second in sorted(set(itertools.pairwise(hard))):
        postings = index.pair_postings.get(f"{first} {second}", ())
        if len(postings) > _COMMON:
            continue
        weight = index.pair_weight(first, second)
        for number in postings:
            scores[number] += weight
    ranked = sorted(
        ((bits * min(1.0, bits / (index.firm_bits[number] + 1.0)), number) for number, bits in scores.items()),
        key=lambda one: (-one[0], one[1]),
    )
    return [number for value, number in ranked[:PER_LINE] if value > 0.5]


def _compare(index: Index, entry: Entry, lines: list[Line], run: Sequence[Token], which: int) -> Evidence | None:
    places: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(run):
        places[token.word].append(number)
    hard = list(itertools.accumulate((not token.soft for token in run), initial=0))
    found = align(entry, index, places, hard)
    if not found.places:
        return None
    ends: dict[int, tuple[int, int]] = {}
    for place in found.places:
        token = run[place]
        low, high = ends.get(token.line, (token.start, token.end))
        ends[token.line] = (min(low, token.start), max(high, token.end))
    spans = tuple((lines[line], low, high) for line, (low, high) in sorted(ends.items()))
    explained = max(_explained(index, line, start, end) for line, start, end in spans)
    whole = found.coverage >= _NEARLY and found.contiguity >= _NEARLY
    return Evidence(entry, found.bits, found.coverage, found.contiguity, explained, which, whole, spans, ())
