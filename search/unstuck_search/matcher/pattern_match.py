"""What speaks for one signature in a paste: found whole, or word by word in the ranked lines."""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unstuck_search.index.anchors import anchored_candidates
from unstuck_search.index.build import Index
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.lines.kinds import Run, SortedLines, kind, make_run, message_start, rank_lines, tokens
from unstuck_search.lines.normalise import Line
from unstuck_search.lines.wrapped import Joined, joined_lines
from unstuck_search.matcher.align import align
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import LineMatch, match_from
from unstuck_search.signatures.template import Template, Variable

_LIMITS = load_rules().limits
_MAX_KNOWN = 100_000  # lines of which is kept what they may hold


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """One entry of the index in one place of the paste.

    `bits` is the information found, `coverage` the share of the entry's that was found, `contiguity` the share of
    neighbours that are together, `explained` the share of the line's own words that the entry accounts for, `kind`
    what sort of line it is. `spans` are places in cleaned lines.
    """

    entry: WeightedPattern
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
        part = _LIMITS.contiguity_share
        return (
            self.bits
            * self.coverage**2
            * (1.0 - part + part * self.contiguity)
            * (1.0 if self.kind else _LIMITS.frame_strength)
        )


def find_matches(index: Index, sorted_lines: SortedLines) -> list[PatternMatch]:
    """All that speaks for any entry: whole matches, then partial ones."""
    shares = _Shares(index.rules)
    whole = _whole_matches(index, sorted_lines.lines, shares)
    wrapped = _wrapped_matches(index, sorted_lines, shares, whole)
    return [*whole, *wrapped, *_partial_matches(index, sorted_lines, shares)]


def _whole_matches(index: Index, lines: Sequence[Line], shares: _Shares) -> list[PatternMatch]:
    """Every entry that matches in full, once, at its first place."""
    found: dict[int, PatternMatch] = {}
    seen: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(lines):
        numbers = seen.get(line.folded)
        if numbers is None:
            numbers = (*anchored_candidates(index.by_anchor, line.folded), *index.unanchored)
            if len(seen) < _MAX_KNOWN:
                seen[line.folded] = numbers
        for number in numbers:
            if number in found:
                continue
            entry = index.entries[number]
            matches = match_from(entry.signature, lines, place, index.rules.limits.signature_window)
            if matches is not None:
                found[number] = _whole(index, entry, matches, shares)
    return list(found.values())


def _wrapped_matches(
    index: Index, sorted_lines: SortedLines, shares: _Shares, known: Iterable[PatternMatch]
) -> list[PatternMatch]:
    """Entries of one line that match a message wrapped over the ranked lines."""
    found: dict[str, PatternMatch] = {}
    done = {one.entry.signature.id for one in known}
    places = (place for place, _ in rank_lines(sorted_lines, _LIMITS.compared_lines, index.rules))
    for joined in joined_lines(sorted_lines.lines, places, index.rules):
        for number in anchored_candidates(index.by_anchor, joined.line.folded):
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
    index: Index, entry: WeightedPattern, matches: tuple[LineMatch, ...], shares: _Shares, joined: Joined | None = None
) -> PatternMatch:
    bits = entry.bits
    if bits >= _LIMITS.form_min_bits:
        bits += sum(_form(template) for template in entry.signature.templates)
    captures = tuple(dict.fromkeys(pair for match_ in matches for pair in match_.found.captures))
    spans = tuple((match_.line, match_.found.start, match_.found.end) for match_ in matches)
    if joined is not None:
        spans = joined.spans(matches[0].found.start, matches[0].found.end)
    explained = max(shares.explained(line, start, end) for line, start, end in spans)
    best = max(kind(line, index.rules) for line, _, _ in spans)
    return PatternMatch(entry, bits, 1.0, 1.0, explained, best, True, spans, captures)


def _form(template: Template) -> float:
    """What the form of a template proves besides its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(load_rules().type_bits.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _LIMITS.mark_bits * min(marks, _LIMITS.max_marks)


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
            own = [token.start for token in held if not token.example]
            known = self._known[line.number] = (every, own, message_start(line, self._rules))
        every, own, begin = known
        inside = bisect_left(every, end) - bisect_left(every, start)
        own_inside = bisect_left(own, end) - bisect_left(own, start)
        outside = len(own) - bisect_left(own, min(start, begin)) - own_inside
        return inside / (inside + min(outside, _LIMITS.max_outside)) if inside else 0.0


def _partial_matches(index: Index, sorted_lines: SortedLines, shares: _Shares) -> list[PatternMatch]:
    """Entries that match a ranked line in part, or in it and the one or two after it (a wrapped message)."""
    best: dict[int, PatternMatch] = {}
    lines = sorted_lines.lines
    for place, which in rank_lines(sorted_lines, _LIMITS.compared_lines, index.rules):
        own = make_run(lines, place, 1, index.rules)
        numbers = _candidates(index, own)
        wide = None
        for number in numbers:
            entry = index.entries[number]
            pattern_match = _compare(entry, lines, own, which, shares)
            if pattern_match is not None and pattern_match.coverage < _LIMITS.widen_below:
                wide = make_run(lines, place, _LIMITS.wide_lines, index.rules) if wide is None else wide
                if len(wide.tokens) > len(own.tokens):
                    wider = _compare(entry, lines, wide, which, shares)
                    if wider is not None and wider.strength > pattern_match.strength * _LIMITS.wide_gain:
                        pattern_match = wider
            if (
                pattern_match is None
                or pattern_match.bits < _LIMITS.min_bits
                or pattern_match.coverage < _LIMITS.min_coverage
            ):
                continue
            if number not in best or pattern_match.strength > best[number].strength:
                best[number] = pattern_match
    return list(best.values())


def _candidates(index: Index, run: Run) -> list[int]:
    """The entries that share most information with a line: its rarer words, and its rarer pairs of words."""
    literals = [token.word for token in run.tokens if not token.example]
    found = [(index.postings[word], index.weights[word]) for word in sorted(run.places) if word in index.postings]
    for first, second in sorted(set(itertools.pairwise(literals))):
        pair = f"{first} {second}"
        if pair in index.pair_postings:
            found.append((index.pair_postings[pair], index.pair_weights[pair]))
    found.sort(key=lambda one: len(one[0]))
    scores: dict[int, float] = defaultdict(float)
    room = _LIMITS.max_postings
    for postings, weight in found:
        room -= len(postings)
        if room < 0:
            break
        for number in postings:
            scores[number] += weight
    ranked = [
        (-bits * min(1.0, bits / (index.literal_bits[number] + 1.0)), number)
        for number, bits in scores.items()
        if bits >= _LIMITS.min_bits
    ]
    nearest = heapq.nsmallest(_LIMITS.patterns_per_line, ranked)
    return [
        number
        for value, number in nearest
        if value < min(-_LIMITS.min_candidate_value, nearest[0][0] * _LIMITS.min_candidate_share)
    ]


def _compare(
    entry: WeightedPattern, lines: Sequence[Line], run: Run, which: int, shares: _Shares
) -> PatternMatch | None:
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
    whole = found.coverage >= _LIMITS.whole_coverage and found.contiguity >= _LIMITS.whole_coverage and not entry.strict
    return PatternMatch(entry, found.bits, found.coverage, found.contiguity, explained, which, whole, spans, ())
