"""Pasted text to an answer: which articles' signatures stand in it, how surely, and where.

A signature is looked up by its rarest word, then matched whole. What it proves is the information its words carry,
learnt from how many signatures share them; too little proves nothing, and then the answer is an honest "none".
Signatures of which only a part stands in the text make candidates, never a match.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unstuck_search.normalise import Line, raw_span, read_lines
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signature import LineMatch, Signature, anchors, match_from, words
from unstuck_search.template import Template, Variable

MATCH_CONFIDENCE = 0.5
MAX_HITS = 10
MAX_LINES = 200_000
_PARTIAL_COVERAGE = 0.6
_PARTIAL_CEILING = 0.45
_COMMON = 500  # a word in more signatures than this finds no partial candidates
_PARTIAL_LINES = 400

# What a variable part adds by holding what its type asks for, and punctuation by standing where it should, in bits.
_TYPE_BITS = {
    "int": 1.0,
    "hex": 1.0,
    "path": 1.0,
    "port": 1.0,
    "quoted": 1.0,
    "version": 1.0,
    "ip": 2.0,
    "url": 2.0,
    "uuid": 3.0,
}
_MARK_BITS = 0.4
_MAX_MARKS = 8
_MIN_WORD_BITS = 4.0


class Verdict(StrEnum):
    """What an answer amounts to."""

    MATCH = "match"
    CANDIDATES = "candidates"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """A marked place in the paste: line from 1, columns from 0 (end exclusive) in the line as pasted."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `captures` holds name and value in order; `reason` says in words why it was found."""

    kb_id: str
    signature: str
    confidence: float
    spans: tuple[Span, ...]
    captures: tuple[tuple[str, str], ...]
    reason: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a paste and the articles found, best first."""

    verdict: Verdict
    hits: tuple[Hit, ...]


class Matcher:
    """Matches pasted text against the signatures of one knowledge base. Immutable once built."""

    def __init__(self, signatures: Iterable[Signature], rules: Rules | None = None) -> None:
        self.rules = rules or load_rules()
        self.signatures: Mapping[str, Signature] = {signature.id: signature for signature in signatures}
        self._words = {
            one.id: tuple(dict.fromkeys(word for template in one.templates for word in anchors(template)))
            for one in self.signatures.values()
        }
        self._frequency = Counter(word for found in self._words.values() for word in found)
        self._by_anchor: dict[str, list[Signature]] = defaultdict(list)
        self._postings: dict[str, list[str]] = defaultdict(list)
        self._unanchored: list[Signature] = []
        for signature in self.signatures.values():
            first = anchors(signature.templates[0])
            if first:
                self._by_anchor[min(first, key=lambda word: (self._frequency[word], word))].append(signature)
            elif signature.templates[0].literals:
                self._unanchored.append(signature)
            for word in self._words[signature.id]:
                self._postings[word].append(signature.id)

    def weight(self, word: str) -> float:
        """The information of a word in bits: rare in this knowledge base is telling, everyday words hardly."""
        bits = math.log2((len(self.signatures) + 64) / (self._frequency[word] + 1))
        return bits * (0.15 if word in self.rules.generic_words or len(word) == 1 else 1.0)

    def information(self, signature: Signature) -> float:
        """What the words of a signature prove, in bits."""
        return sum(self.weight(word) for word in self._words[signature.id])

    def confidence(self, signature: Signature) -> float:
        """How sure a whole match of this signature is on its own, 0 to 1."""
        bits = self.information(signature)
        if bits >= _MIN_WORD_BITS:
            bits += sum(_form(template) for template in signature.templates)
        order = 1.0 + 0.25 * (len(signature.templates) - 1)
        return 1.0 - math.exp(-bits * order / 11.0)

    def match(self, text: str) -> Answer:
        """The answer to a pasted text."""
        lines: list[Line] = []
        for line in read_lines(text, self.rules):
            lines.append(line)
            if len(lines) >= MAX_LINES:
                break
        hits = self._whole(lines)
        if any(hit.confidence >= MATCH_CONFIDENCE for hit in hits):
            return Answer(Verdict.MATCH, tuple(hits[:MAX_HITS]))
        found = {hit.kb_id for hit in hits}
        hits += [hit for hit in self._partial(lines) if hit.kb_id not in found]
        hits.sort(key=lambda hit: (-hit.confidence, hit.kb_id))
        return Answer(Verdict.CANDIDATES if hits else Verdict.NONE, tuple(hits[:MAX_HITS]))

    def _whole(self, lines: list[Line]) -> list[Hit]:
        """The best whole match of each article, best first."""
        best: dict[str, tuple[tuple[float, int], Signature, tuple[LineMatch, ...]]] = {}
        seen: dict[str, tuple[str, ...]] = {}
        for index, line in enumerate(lines):
            keys = seen.get(line.folded)
            if keys is None:
                keys = tuple(word for word in dict.fromkeys(words(line.folded)) if word in self._by_anchor)
                if len(seen) < 100_000:
                    seen[line.folded] = keys
            candidates = [one for word in keys for one in self._by_anchor[word]]
            for signature in (*candidates, *self._unanchored):
                matches = match_from(signature, lines, index, self.rules.window)
                if matches is None:
                    continue
                literal = sum(len(piece) for template in signature.templates for piece in template.literals)
                rank = (self.confidence(signature), literal)
                if signature.kb_id not in best or rank > best[signature.kb_id][0]:
                    best[signature.kb_id] = (rank, signature, matches)
        order = sorted(best.values(), key=lambda one: (-one[0][0], -one[0][1], one[1].kb_id))
        return [self._hit(signature, rank[0], matches) for rank, signature, matches in order]

    def _hit(self, signature: Signature, confidence: float, matches: Sequence[LineMatch]) -> Hit:
        spans = tuple(
            Span(one.line.number, *raw_span(one.line, one.found.start, one.found.end, self.rules)) for one in matches
        )
        captures = tuple(dict.fromkeys(pair for one in matches for pair in one.found.captures))
        numbers = [str(span.line) for span in spans]
        if len(numbers) == 1:
            where = f"Line {numbers[0]} is"
        else:
            where = f"Lines {', '.join(numbers[:-1])} and {numbers[-1]} are"
        exact = "word for word" if not captures else "with its values filled in"
        reason = f"{where} this error {exact}: {' ⏎ '.join(template.source for template in signature.templates)}"
        return Hit(signature.kb_id, signature.id, round(confidence, 6), spans, captures, reason)

    def _partial(self, lines: list[Line]) -> list[Hit]:
        """Articles of which a signature stands in part in one line, or in two that follow each other."""
        best: dict[str, tuple[float, Hit]] = {}
        tail = lines[-_PARTIAL_LINES:]
        for first, second in zip(tail, [*tail[1:], None][: len(tail)], strict=True):
            held = set(words(first.folded)) | (set(words(second.folded)) if second else set())
            own = set(words(first.folded))
            scores: dict[str, float] = defaultdict(float)
            for word in sorted(held):
                postings = self._postings.get(word, ())
                if len(postings) <= _COMMON:
                    for identity in postings:
                        scores[identity] += self.weight(word)
            for identity, bits in scores.items():
                signature = self.signatures[identity]
                total = self.information(signature)
                coverage = bits / total if total else 0.0
                if coverage < _PARTIAL_COVERAGE or bits < 6.0 or not own & set(self._words[identity]):
                    continue
                confidence = min(_PARTIAL_CEILING, coverage * self.confidence(signature) * 0.5)
                if signature.kb_id in best and best[signature.kb_id][0] >= confidence:
                    continue
                told = signature.text.replace("\n", " ⏎ ")
                reason = f"Line {first.number} holds {coverage:.0%} of what tells this error: {told}"
                spans = (Span(first.number, 0, len(first.raw)),)
                hit = Hit(signature.kb_id, identity, round(confidence, 6), spans, (), reason, whole=False)
                best[signature.kb_id] = (confidence, hit)
        return [hit for _, hit in best.values()]


def _form(template: Template) -> float:
    """What the form of a template proves beside its words, in bits."""
    marks = sum(not character.isalnum() and character != " " for piece in template.literals for character in piece)
    types = sum(_TYPE_BITS.get(part.type, 0.0) for part in template.parts if isinstance(part, Variable))
    return types + _MARK_BITS * min(marks, _MAX_MARKS)
