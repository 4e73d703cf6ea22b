"""Pasted text to an answer: which articles' errors stand in it, how surely, and where.

Signatures (and titles, read as such) are looked up by their rarest word and matched whole; then the telling lines are
compared with them word by word; error codes are looked up exactly. Where all that says little, full text proposes
candidates. What was found is weighed by `scorer`; only a signature, a title or a code makes a match.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from unstuck_search.index.article_terms import Context, code_strength, cued_products, family
from unstuck_search.index.bm25 import FullText
from unstuck_search.index.build import NO_FACTS, Facts, Index, build_index
from unstuck_search.lines.kinds import ERROR, SortedLines, message_start, sort_lines
from unstuck_search.lines.normalise import bounded_lines, raw_span
from unstuck_search.matcher.answer import Answer, Hit, Span, Verdict
from unstuck_search.matcher.evidence import Evidence, find_evidence
from unstuck_search.matcher.scorer import Features, confidence, features, score
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import Signature, capture_types
from unstuck_search.text import fold, words

__all__ = ["Answer", "Context", "Hit", "Matcher", "Span", "Verdict", "build_matcher"]

MATCH_CONFIDENCE = 0.6
CANDIDATE_CONFIDENCE = 0.12  # below this the first hit is right one time in twenty: near misses of an honest no
_FIRM_COVERAGE = 0.85
_FIRM_CODE = 0.3
MAX_HITS = 10
HEAD_LINES = 20_000  # lines looked at from the beginning of a long log
TAIL_LINES = 80_000  # and from its end, where errors stand
_SURE = 0.9  # no full text beyond
_TEXT_LINES = 8
_TEXT_HITS = 20
_TIE = 0.02  # nearer than this to the first, with the same text, is no better or worse than it
_CLOSE = 0.03  # nearer than this the second is as good as the first
_CONTEXT_LINES = 40
_CODE_LINES = 200
_TITLE_BITS = 8.0  # so that one word of a short title is no full share


@dataclass(frozen=True, slots=True)
class Finding:
    """An article found: its best evidence, what was weighed, and its confidence."""

    kb_id: str
    evidence: Evidence | None
    features: Features
    code: str
    confidence: float

    @property
    def firm(self) -> bool:
        """Whether it may be called a match: a signature stands (nearly) whole, or the article's own code is there."""
        if self.features.code >= _FIRM_CODE:
            return True
        one = self.evidence
        return one is not None and (one.whole or (one.coverage >= _FIRM_COVERAGE and not one.entry.strict))


class Matcher:
    """Matches pasted text against the signatures of one knowledge base. Immutable once built.

    `signatures` holds those of the index by id; `fulltext` is called once, when full text is first needed, and may be
    left out.
    """

    def __init__(
        self, index: Index, signatures: Mapping[str, Signature], fulltext: Callable[[], FullText] | None = None
    ) -> None:
        self.rules = index.rules
        self.signatures = signatures
        self._index = index
        self._products = frozenset(name for _, names in self.rules.cues for name in names)
        self._make_fulltext = fulltext
        self._fulltext: FullText | None = None

    def match(self, text: str) -> Answer:
        """The answer to a pasted text."""
        found = self.weigh(text)
        if not found:
            return Answer(Verdict.NONE, ())
        sure = found[0].confidence >= MATCH_CONFIDENCE and found[0].firm
        hits = tuple(self._hit(one) for one in share(found)[:MAX_HITS])
        if found[0].confidence < CANDIDATE_CONFIDENCE:
            return Answer(Verdict.NONE, hits)
        return Answer(Verdict.MATCH if sure else Verdict.CANDIDATES, hits)

    def weigh(self, text: str) -> list[Finding]:
        """All articles found and what was weighed, best first."""
        lines = bounded_lines(text, self.rules, HEAD_LINES, TAIL_LINES)
        sorted_lines = sort_lines(lines, self.rules)
        by_article: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in find_evidence(self._index, sorted_lines):
            by_article[evidence.entry.signature.kb_id].append(evidence)
        codes = self._codes(sorted_lines)
        context = sorted_lines.first(_CONTEXT_LINES)
        held = {word for place, _ in context for word in words(lines[place].folded)}
        cued = cued_products("\n".join(lines[place].text for place, _ in context), self.rules)
        texts: dict[str, float] = {}
        found = self._weigh_all(by_article, codes, held | cued, cued, texts)
        tied = len(found) > 1 and found[1].confidence > found[0].confidence - _CLOSE
        if (not found or found[0].confidence < _SURE or tied) and self._make_fulltext is not None:
            texts = self._search(sorted_lines)
            found = self._weigh_all(by_article, codes, held | cued, cued, texts)
        return found

    def _weigh_all(
        self,
        by_article: Mapping[str, list[Evidence]],
        codes: Mapping[str, float],
        held: set[str],
        cued: frozenset[str],
        texts: Mapping[str, float],
    ) -> list[Finding]:
        families = {family(code) for code, strength in codes.items() if strength > 0.8} - {""}
        owners = sorted({kb_id for code in codes for kb_id in self._index.by_code.get(code, ())})
        findings = []
        for kb_id in {**by_article, **dict.fromkeys(owners), **texts}:
            facts = self._index.facts.get(kb_id, NO_FACTS)
            shared = [(codes[code] / len(self._index.by_code[code]), code) for code in facts.codes if code in codes]
            own = max(shared, default=(0.0, ""))
            rival = not own[1] and any(family(one) in families for one in facts.codes)
            text = texts.get(kb_id, 0.0)
            best: Evidence | None = None
            what = features(None, 0.0, own[0], float(rival), self._context(facts, held, cued, None), text)
            top = score(what)
            for evidence in by_article.get(kb_id, ()):
                second = _second(evidence, by_article[kb_id])
                context = self._context(facts, held, cued, evidence)
                new = features(evidence, second, own[0], float(rival), context, text)
                value = score(new)
                if best is None or value > top:
                    best, what, top = evidence, new, value
            findings.append(Finding(kb_id, best, what, own[1], round(confidence(top), 6)))
        findings.sort(key=lambda one: (-one.confidence, one.kb_id))
        return findings

    def _context(
        self, facts: Facts, held: set[str], cued: frozenset[str], evidence: Evidence | None
    ) -> tuple[float, float, float]:
        """What the paste holds beside the evidence itself: bits of product words, whether the look of its lines
        is of other products than the article's, and the share of the title's information."""
        used = set(evidence.entry.words) if evidence else set()
        bits = sum(weight for word, weight in facts.product.items() if word in held and word not in used)
        aside = used if evidence is not None and evidence.entry.title else ()
        title = [(word, weight) for word, weight in facts.title.items() if word not in aside]
        found = sum(weight for word, weight in title if word in held)
        known = cued and cued.isdisjoint(facts.product) and not self._products.isdisjoint(facts.product)
        return bits, float(bool(known)), found / (sum(weight for _, weight in title) + _TITLE_BITS)

    def _codes(self, sorted_lines: SortedLines) -> dict[str, float]:
        """Codes of this knowledge base's titles that the paste holds, each with how surely it is one."""
        found: dict[str, float] = {}
        for place, _ in sorted_lines.first(_CODE_LINES):
            line = sorted_lines.lines[place].text
            for match in self.rules.codes.finditer(line):
                code = fold(match[1])
                if code in self._index.by_code:
                    strength = code_strength(match[1], line[: match.start(1)], line[match.end(1) :])
                    found[code] = max(strength, found.get(code, 0.0))
        return found

    def _search(self, sorted_lines: SortedLines) -> dict[str, float]:
        if self._fulltext is None and self._make_fulltext is not None:
            self._fulltext = self._make_fulltext()
        if self._fulltext is None:
            return {}
        lines = sorted_lines.lines
        first = sorted_lines.first(_TEXT_LINES)
        chosen = [place for place, which in first if which == ERROR] or [place for place, _ in first]
        asked = [
            word for place in chosen for word in words(lines[place].text[message_start(lines[place], self.rules) :])
        ]
        return dict(self._fulltext.search(asked, _TEXT_HITS))

    def _hit(self, finding: Finding) -> Hit:
        evidence = finding.evidence
        if evidence is None:
            reason = f"The text holds the code {finding.code}." if finding.code else "Its text shares rare words."
            return Hit(finding.kb_id, "", finding.confidence, (), (), reason, whole=False)
        spans = tuple(Span(line.number, *raw_span(line, start, end, self.rules)) for line, start, end in evidence.spans)
        signature = evidence.entry.signature
        told = signature.text.replace("\n", " ⏎ ")
        numbers = [str(span.line) for span in spans]
        lines = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {', '.join(numbers[:-1])} and {numbers[-1]}"
        if evidence.whole:
            be = "is" if len(numbers) == 1 else "are"
            how = "with its values filled in" if evidence.captures else "word for word"
            reason = f"{lines} {be} this error {how}: {told}"
        else:
            verb = "matches" if len(numbers) == 1 else "match"
            reason = f"{lines} {verb} {evidence.coverage:.0%} of this error: {told}"
        name = "" if evidence.entry.title else signature.id
        types = capture_types(signature)
        return Hit(
            finding.kb_id,
            name,
            finding.confidence,
            spans,
            evidence.captures,
            reason,
            whole=evidence.whole,
            types=tuple(types[name] for name, _ in evidence.captures),
        )


def build_matcher(
    signatures: Iterable[Signature],
    contexts: Mapping[str, Context] | None = None,
    fulltext: Callable[[], FullText] | None = None,
    rules: Rules | None = None,
) -> Matcher:
    """A matcher over signatures that are in memory; `contexts` gives title and product words by article."""
    by_id = {signature.id: signature for signature in signatures}
    return Matcher(build_index(by_id.values(), contexts or {}, rules or load_rules()), by_id, fulltext)


def share(found: Sequence[Finding]) -> list[Finding]:
    """The same findings where the first ones tie: equal text, nearly equally sure, so that one is right about as often
    as the others. They share the confidence (by the root of their number, as product and title still put the right
    one first more often than not), and what follows is no surer than they are."""
    first = found[0]
    shape = first.evidence.entry.signature.shape if first.evidence else ""
    tied = 1
    while shape and tied < len(found) and found[tied].confidence > first.confidence - _TIE:
        other = found[tied].evidence
        if other is None or other.entry.signature.shape != shape:
            break
        tied += 1
    if tied == 1:
        return list(found)
    most = [round(one.confidence / math.sqrt(tied), 6) for one in found[:tied]]
    rest = [replace(one, confidence=min(one.confidence, most[-1])) for one in found[tied:]]
    return [*(replace(one, confidence=value) for one, value in zip(found, most, strict=False)), *rest]


def _second(best: Evidence, others: Iterable[Evidence]) -> float:
    """What the article's other signatures add, in bits: words the best does not have, or other lines."""
    lines = {line.number for line, _, _ in best.spans}
    known = set(best.entry.words)
    most = 0.0
    for other in others:
        if other is best:
            continue
        if lines & {line.number for line, _, _ in other.spans}:
            new = [word for word in other.entry.words if word not in known]
            most = max(most, other.strength * len(new) / len(other.entry.words))
        else:
            most = max(most, other.strength)
    return most
