"""What speaks for one signature in a paste: found whole, or word by word in the ranked lines."""

from __future__ import annotations

import heapq
import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from unstuck_search.index.anchors import Groups
from unstuck_search.index.build import UNANCHORED, Index
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.index.postings import literal_bits, referred
from unstuck_search.lines.kinds import LineTokens, Run, SortedLines, kind, make_run, message_start, rank_lines
from unstuck_search.lines.normalise import Line
from unstuck_search.lines.wrapped import Joined, joined_lines
from unstuck_search.matcher.align import align
from unstuck_search.matcher.exclusions import begins_message, has_other_number, has_telling_word
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import LineMatch, begins, capture_types, captures_version, match_from
from unstuck_search.signatures.template import Template, Variable
from unstuck_search.text import words

_LIMITS = load_rules().limits
_NUMBER = re.compile(r"[0-9]{1,15}")
_MANY = 100  # entries of a word that are too many to look at each
_MAX_KNOWN = 100_000  # lines and words of which is kept what they may hold


class PatternMatch(NamedTuple):
    """One entry of the index in one place of the paste.

    `bits` is the information found, `coverage` the share of the entry's that was found, `contiguity` the share of
    neighbours that are together, `explained` the share of the line's own words that the entry accounts for, `kind`
    what sort of line it is. `whole` means that nothing is missing, `exact` that its templates match as they are,
    `telling` that its most telling word is there, `begun` that its first word is. `spans` are places in cleaned lines.
    """

    entry: WeightedPattern
    bits: float
    coverage: float
    contiguity: float
    explained: float
    kind: int
    whole: bool
    exact: bool
    telling: bool
    begun: bool
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
    """All that speaks for any entry: whole matches, then partial ones of other entries."""
    rows = _PasteRows(index)
    known = LineTokens(index.rules)
    shares = _Shares(index.rules, known)
    ranked = rank_lines(sorted_lines, _LIMITS.compared_lines, index.rules)
    whole = _whole_matches(rows, sorted_lines.lines, shares)
    wrapped = _wrapped_matches(rows, sorted_lines.lines, ranked, shares, whole)
    exact = {one.entry.signature.id for one in (*whole, *wrapped)}
    partial = _partial_matches(rows, sorted_lines.lines, ranked, known, shares)
    return [*whole, *wrapped, *(one for one in partial if one.entry.signature.id not in exact)]


class _PasteRows:
    """The rows of an index that one paste asks for, each looked up once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._entries: dict[int, WeightedPattern] = {}
        self._needles: dict[int, str] = {}
        self._anchors: dict[str, Groups] = {}
        self._asked: set[str] = set()

    def entry(self, number: int) -> WeightedPattern:
        """An entry by its reference."""
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = self.index.entries[number]
            self._needles[number] = found.signature.templates[0].longest
        return found

    def within(self, text: str, numbers: Iterable[int]) -> list[int]:
        """Those of some entries whose first template has its longest piece in a folded text; no other can match."""
        needles = self._needles
        for number in numbers:
            if number not in needles:
                self.entry(number)
        return [number for number in numbers if needles[number] in text]

    def anchored(self, folded: str) -> list[int]:
        """References of the entries that may match a folded line: those whose two most telling words it holds."""
        held = words(folded)
        anchors = self._anchors
        if not self._asked.issuperset(held):
            if len(self._asked) > _MAX_KNOWN:
                self._asked.clear()
            new = set(held) - self._asked
            self._asked |= new
            by_anchor = self.index.by_anchor
            anchors.update((word, groups) for word in new if (groups := by_anchor.get(word)))
        if anchors.keys().isdisjoint(held):
            return []
        found: list[int] = []
        distinct = dict.fromkeys(held)
        for word in filter(anchors.__contains__, distinct):
            for second, numbers in anchors[word]:
                if not second or second in distinct:
                    found += numbers
        return found


def _whole_matches(rows: _PasteRows, lines: Sequence[Line], shares: _Shares) -> list[PatternMatch]:
    """Every entry that matches in full, once: at its first place, or where it captured the highest version."""
    found: dict[int, PatternMatch] = {}
    window = rows.index.rules.limits.signature_window
    everywhere = rows.within("\n".join(line.folded for line in lines), rows.index.unanchored[:UNANCHORED])
    # Of a text that was seen before, only what goes on in the lines after it can match another time.
    seen: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        folded = line.folded
        numbers = seen.get(line.text)
        if numbers is None:
            numbers = rows.within(folded, [*rows.anchored(folded), *everywhere])
            if len(seen) < _MAX_KNOWN:
                seen[line.text] = [number for number in numbers if len(rows.entry(number).signature.templates) > 1]
        for number in numbers:
            entry = rows.entry(number)
            if number in found and not captures_version(entry.signature):
                continue
            matches = match_from(entry.signature, lines, place, window)
            if matches is not None:
                match = _whole(entry, matches, rows.index.rules, shares)
                if number not in found or version_of(match) > version_of(found[number]):
                    found[number] = match
    return list(found.values())


def _wrapped_matches(
    rows: _PasteRows,
    lines: Sequence[Line],
    ranked: Sequence[tuple[int, int]],
    shares: _Shares,
    known: Iterable[PatternMatch],
) -> list[PatternMatch]:
    """Entries of one line that match a message wrapped over the ranked lines."""
    found: dict[str, PatternMatch] = {}
    done = {one.entry.signature.id for one in known}
    for joined in joined_lines(lines, (place for place, _ in ranked), rows.index.rules):
        for number in rows.anchored(joined.line.folded):
            entry = rows.entry(number)
            identity = entry.signature.id
            if identity in done or identity in found or len(entry.signature.templates) > 1:
                continue
            place = entry.signature.templates[0].find(joined.line.text, joined.line.folded)
            if place is not None and begins(entry.signature, joined.line, place.start):
                found[identity] = _whole(entry, (LineMatch(joined.line, place),), rows.index.rules, shares, joined)
    return list(found.values())


def version_of(match: PatternMatch) -> list[int]:
    """The numbers of the first version that a match captured. Where one error is repeated with several, the highest is
    the one that satisfies all of them."""
    types = capture_types(match.entry.signature)
    value = next((value for name, value in match.captures if types[name] == "version"), "")
    return [int(number) for number in _NUMBER.findall(value)]


def _whole(
    entry: WeightedPattern, matches: tuple[LineMatch, ...], rules: Rules, shares: _Shares, joined: Joined | None = None
) -> PatternMatch:
    bits = entry.bits
    if bits >= _LIMITS.form_min_bits:
        bits += sum(_form(template) for template in entry.signature.templates)
    captures = tuple(dict.fromkeys(pair for match_ in matches for pair in match_.found.captures))
    spans = tuple((match_.line, match_.found.start, match_.found.end) for match_ in matches)
    if joined is not None:
        spans = joined.spans(matches[0].found.start, matches[0].found.end)
    best = max(kind(line, rules) for line, _, _ in spans)
    return PatternMatch(entry, bits, 1.0, 1.0, shares.most(spans), best, True, True, True, True, spans, captures)


def _form(template: Template) -> float:
    """What the form of a template proves besides its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(load_rules().type_bits.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _LIMITS.mark_bits * min(marks, _LIMITS.max_marks)


class _Shares:
    """How much of each line's message lies between two offsets; looks at every line once."""

    def __init__(self, rules: Rules, tokens: LineTokens) -> None:
        self._rules = rules
        self._tokens = tokens
        self._known: dict[int, tuple[list[int], list[int], int]] = {}

    def most(self, spans: Iterable[tuple[Line, int, int]]) -> float:
        """The greatest share of a message that one of some spans is."""
        return max(self.explained(line, start, end) for line, start, end in spans)

    def explained(self, line: Line, start: int, end: int) -> float:
        """The share of a message's own words (not of its quoted values) that lie between two offsets."""
        known = self._known.get(line.number)
        if known is None:
            held = self._tokens.of(line)
            every = [token.start for token in held]
            own = [token.start for token in held if not token.example]
            known = self._known[line.number] = (every, own, message_start(line, self._rules))
        every, own, begin = known
        inside = bisect_left(every, end) - bisect_left(every, start)
        own_inside = bisect_left(own, end) - bisect_left(own, start)
        outside = len(own) - bisect_left(own, min(start, begin)) - own_inside
        return inside / (inside + min(outside, _LIMITS.max_outside)) if inside else 0.0


def _partial_matches(
    rows: _PasteRows, lines: Sequence[Line], ranked: Sequence[tuple[int, int]], known: LineTokens, shares: _Shares
) -> list[PatternMatch]:
    """Entries that match a ranked line in part, or in it and the one or two after it (a wrapped message)."""
    best: dict[int, PatternMatch] = {}
    for place, which in ranked:
        own = make_run(lines[place : place + 1], known)
        wide = None
        for number in candidates(rows.index, own):
            entry = rows.entry(number)
            pattern_match = _compare(entry, own, which)
            if pattern_match is not None and pattern_match.coverage < _LIMITS.widen_below:
                if wide is None:
                    wide = make_run(lines[place : place + _LIMITS.wide_lines], known)
                if len(wide.tokens) > len(own.tokens):
                    wider = _compare(entry, wide, which)
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
    return [one._replace(explained=shares.most(one.spans)) for one in best.values()]


def candidates(index: Index, run: Run) -> list[int]:
    """References of the entries that share most with a line: its rarer words, and its rarer pairs of words."""
    literals = [token.word for token in run.tokens if not token.example]
    found: list[tuple[Sequence[int], float]] = []
    for word in sorted(run.places):
        postings = index.postings.get(word)
        if postings is not None:
            found.append((postings, index.weights[word]))
    for first, second in sorted(set(itertools.pairwise(literals))):
        pair = f"{first} {second}"
        postings = index.pair_postings.get(pair)
        if postings is not None:
            found.append((postings, index.pair_weights[pair]))
    found.sort(key=lambda one: len(one[0]))
    scores = _shared_bits(found)
    least = max(_LIMITS.min_bits, _least_bits(scores))
    ranked = [(-_worth(bits, one), one) for one, bits in scores.items() if bits >= least]
    nearest = heapq.nsmallest(_LIMITS.patterns_per_line, ranked)
    return [
        referred(one)
        for value, one in nearest
        if value < min(-_LIMITS.min_candidate_value, nearest[0][0] * _LIMITS.min_candidate_share)
    ]


def _shared_bits(found: Sequence[tuple[Sequence[int], float]]) -> dict[int, float]:
    """The bits that each entry shares with a line, by its posting, given postings and weight of each of the line's
    words and pairs, the rarest first. Entries that only common words find, and that could not be nearest by these, are
    left out."""
    room = list(itertools.accumulate(len(postings) for postings, _ in found))
    used = found[: bisect_right(room, _LIMITS.max_postings)]
    left = sum(weight for _, weight in used)
    least = 0.0
    scores: dict[int, float] = defaultdict(float)
    for postings, weight in used:
        if not least and len(postings) >= _MANY:
            least = _least_bits(scores)
        # One bit apart, as sums of floats differ by their order.
        for one in scores.keys() & postings if left + 1.0 < least else postings:
            scores[one] += weight
        left -= weight
    return scores


def _least_bits(scores: Mapping[int, float]) -> float:
    """What an entry must share with a line at least to be compared: none is worth more than the bits it shares, and all
    must be worth a share of the best, which is worth as much as the one of most bits or more."""
    if not scores:
        return 0.0
    one, bits = max(scores.items(), key=itemgetter(1))
    return _worth(bits, one) * _LIMITS.min_candidate_share


def _worth(bits: float, one: int) -> float:
    """How near an entry, given as its posting, is to a line of which it shares some bits: those of short entries count
    in full."""
    share = bits / (literal_bits(one) + 1.0)
    return bits * share if share < 1.0 else bits


def _compare(entry: WeightedPattern, run: Run, which: int) -> PatternMatch | None:
    """A pattern compared with a run of words; how much of its lines that explains is left open."""
    found = align(entry, run)
    if not found.places or has_other_number(entry, run, found) or not begins_message(entry, run, found):
        return None
    ends: dict[int, tuple[int, int]] = {}
    for place in found.places:
        token = run.tokens[place]
        low, high = ends.get(token.line, (token.start, token.end))
        ends[token.line] = (min(low, token.start), max(high, token.end))
    first, last = found.places[0], found.places[-1]
    if entry.open_before(found.numbers[0]):
        low, high = ends[run.tokens[first].line]
        ends[run.tokens[first].line] = (_value_before(run.lines[run.tokens[first].line].text, low), high)
    if entry.open_after(found.numbers[-1]):
        low, high = ends[run.tokens[last].line]
        ends[run.tokens[last].line] = (low, _value_after(run.lines[run.tokens[last].line].text, high))
    spans = tuple((run.lines[line], low, high) for line, (low, high) in sorted(ends.items()))
    coverage = found.coverage
    whole = coverage >= _LIMITS.whole_coverage and found.contiguity >= _LIMITS.whole_coverage and not entry.strict
    telling = has_telling_word(entry, found)
    return PatternMatch(
        entry,
        found.bits,
        coverage,
        found.contiguity,
        0.0,
        which,
        whole,
        False,
        telling,
        found.numbers[0] == 0,
        spans,
        (),
    )


def _value_before(text: str, at: int) -> int:
    """Where the run of characters before an offset begins, white space and punctuation between them aside: the value of
    a variable part."""
    end = len(text[:at].rstrip(f" {load_rules().trailing}"))
    return text.rfind(" ", 0, end) + 1


def _value_after(text: str, at: int) -> int:
    """Where the run of characters after an offset ends."""
    start = len(text) - len(text[at:].lstrip(f" :={load_rules().opening}"))
    end = text.find(" ", start)
    return len(text) if end < 0 else end
