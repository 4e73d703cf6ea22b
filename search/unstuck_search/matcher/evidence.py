"""What speaks for one signature in a paste: found whole, or word by word in the telling lines."""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unstuck_search.index.anchors import standing
from unstuck_search.index.build import Index
from unstuck_search.index.pattern import Entry
from unstuck_search.lines.kinds import Run, SortedLines, kind, make_run, message_start, tokens
from unstuck_search.lines.normalise import Line
from unstuck_search.lines.wrapped import Joined, joined_lines
from unstuck_search.matcher.align import align
from unstuck_search.rules import Rules
from unstuck_search.signatures.signature import LineMatch, match_from
from unstuck_search.signatures.template import Template, Variable

PARTIAL_LINES = 24
PER_LINE = 8  # signatures compared word by word per line
_LEAST_VALUE = 0.5
_WORTH_A_LOOK = 0.3  # of the information that a line shares with the signature it shares most with
_MOST_KNOWN = 100_000  # lines of which is kept what they may hold
_POSTINGS = 3000  # entries looked at per line, those of its rarest words first
_MIN_BITS = 5.0
_LEAST_BITS = 3.0
_MIN_COVERAGE = 0.35
_NEARLY = 0.97
_MOST_OUTSIDE = 60  # words of a line beyond which more of them make a signature no less telling

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


def find_evidence(index: Index, sorted_lines: SortedLines) -> list[Evidence]:
    """All that speaks for any entry: whole matches, then partial ones."""
    shares = _Shares(index.rules)
    whole = _whole_matches(index, sorted_lines.lines, shares)
    wrapped = _wrapped_matches(index, sorted_lines, shares, whole)
    return [*whole, *wrapped, *_partial_matches(index, sorted_lines, shares)]


def _whole_matches(index: Index, lines: Sequence[Line], shares: _Shares) -> list[Evidence]:
    """Every entry that stands whole in the paste, once, where it stands first."""
    found: dict[int, Evidence] = {}
    seen: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(lines):
        numbers = seen.get(line.folded)
        if numbers is None:
            numbers = (*standing(index.by_anchor, line.folded), *index.unanchored)
            if len(seen) < _MOST_KNOWN:
                seen[line.folded] = numbers
        for number in numbers:
            if number in found:
                continue
            entry = index.entries[number]
            matches = match_from(entry.signature, lines, place, index.rules.window)
            if matches is not None:
                found[number] = _whole(index, entry, matches, shares)
    return list(found.values())


def _wrapped_matches(
    index: Index, sorted_lines: SortedLines, shares: _Shares, known: Iterable[Evidence]
) -> list[Evidence]:
    """Entries of one line that stand whole in a message broken over the telling lines."""
    found: dict[str, Evidence] = {}
    done = {one.entry.signature.id for one in known}
    places = (place for place, _ in sorted_lines.first(PARTIAL_LINES))
    for joined in joined_lines(sorted_lines.lines, places):
        for number in standing(index.by_anchor, joined.line.folded):
            entry = index.entries[number]
            identity = entry.signature.id
            if identity in done or identity in found or len(entry.signature.templates) > 1:
                continue
            place = entry.signature.templates[0].find(joined.line.text, joined.line.folded)
            if place is not None:
                one = _whole(index, entry, (LineMatch(joined.line, place),), shares, joined)
                found[identity] = one
    return list(found.values())


def _whole(
    index: Index, entry: Entry, matches: tuple[LineMatch, ...], shares: _Shares, joined: Joined | None = None
) -> Evidence:
    bits = entry.bits
    if bits >= _MIN_BITS:
        bits += sum(_form(template) for template in entry.signature.templates)
    captures = tuple(dict.fromkeys(pair for one in matches for pair in one.found.captures))
    spans = tuple((one.line, one.found.start, one.found.end) for one in matches)
    if joined is not None:
        spans = joined.spans(matches[0].found.start, matches[0].found.end)
    explained = max(shares.explained(line, start, end) for line, start, end in spans)
    best = max(kind(line, index.rules) for line, _, _ in spans)
    return Evidence(entry, bits, 1.0, 1.0, explained, best, True, spans, captures)


def _form(template: Template) -> float:
    """What the form of a template proves beside its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(_TYPE_BITS.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _MARK_BITS * min(marks, _MAX_MARKS)


class _Shares:
    """How much of each line's message lies between two offsets; looks at every line once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[int, tuple[list[int], list[int], int]] = {}

    def explained(self, line: Line, start: int, end: int) -> float:
        """The share of a message's own words (not of its quoted values) that lie between two offsets."""
        known = self._known.get(line.number)
        if known is None:
            held = tokens(line.folded, 0, self._rules)
            every = [token.start for token in held]
            own = [token.start for token in held if not token.soft]
            known = self._known[line.number] = (every, own, message_start(line, self._rules))
        every, own, begin = known
        inside = bisect_left(every, end) - bisect_left(every, start)
        own_inside = bisect_left(own, end) - bisect_left(own, start)
        outside = len(own) - bisect_left(own, min(start, begin)) - own_inside
        return inside / (inside + min(outside, _MOST_OUTSIDE)) if inside else 0.0


def _partial_matches(index: Index, sorted_lines: SortedLines, shares: _Shares) -> list[Evidence]:
    """Entries that stand in part in a telling line, or in it and the one or two after it (a wrapped message)."""
    best: dict[int, Evidence] = {}
    lines = sorted_lines.lines
    for place, which in sorted_lines.first(PARTIAL_LINES):
        own = make_run(lines, place, 1, index.rules)
        numbers = _candidates(index, own)
        wide = None
        for number in numbers:
            entry = index.entries[number]
            evidence = _compare(entry, lines, own, which, shares)
            if evidence is not None and evidence.coverage < 0.9:
                wide = make_run(lines, place, 3, index.rules) if wide is None else wide
                if len(wide.tokens) > len(own.tokens):
                    wider = _compare(entry, lines, wide, which, shares)
                    if wider is not None and wider.strength > evidence.strength * 1.15:
                        evidence = wider
            if evidence is None or evidence.bits < _LEAST_BITS or evidence.coverage < _MIN_COVERAGE:
                continue
            if number not in best or evidence.strength > best[number].strength:
                best[number] = evidence
    return list(best.values())


def _candidates(index: Index, run: Run) -> list[int]:
    """The entries that share most information with a line: its rarer words, and its rarer pairs of words."""
    hard = [token.word for token in run.tokens if not token.soft]
    found = [(index.postings[word], index.weights[word]) for word in sorted(run.places) if word in index.postings]
    for first, second in sorted(set(itertools.pairwise(hard))):
        pair = f"{first} {second}"
        if pair in index.pair_postings:
            found.append((index.pair_postings[pair], index.pair_weights[pair]))
    found.sort(key=lambda one: len(one[0]))
    scores: dict[int, float] = defaultdict(float)
    room = _POSTINGS
    for postings, weight in found:
        room -= len(postings)
        if room < 0:
            break
        for number in postings:
            scores[number] += weight
    ranked = [
        (-bits * min(1.0, bits / (index.firm_bits[number] + 1.0)), number)
        for number, bits in scores.items()
        if bits >= _LEAST_BITS
    ]
    nearest = heapq.nsmallest(PER_LINE, ranked)
    return [number for value, number in nearest if value < min(-_LEAST_VALUE, nearest[0][0] * _WORTH_A_LOOK)]


def _compare(entry: Entry, lines: Sequence[Line], run: Run, which: int, shares: _Shares) -> Evidence | None:
    found = align(entry, run)
    if not found.places:
        return None
    ends: dict[int, tuple[int, int]] = {}
    for place in found.places:
        token = run.tokens[place]
        low, high = ends.get(token.line, (token.start, token.end))
        ends[token.line] = (min(low, token.start), max(high, token.end))
    spans = tuple((lines[line], low, high) for line, (low, high) in sorted(ends.items()))
    explained = max(shares.explained(line, start, end) for line, start, end in spans)
    whole = found.coverage >= _NEARLY and found.contiguity >= _NEARLY and not entry.strict
    return Evidence(entry, found.bits, found.coverage, found.contiguity, explained, which, whole, spans, ())
