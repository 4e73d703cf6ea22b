"""Pasted text to an answer: which articles' errors stand in it, how surely, and where.

Signatures (and titles, read as such) are looked up by their rarest word and matched whole; then the telling lines are
compared with them word by word; error codes are looked up exactly. Where all that says little, full text proposes
candidates. What was found is weighed by `scorer`; only a signature, a title or a code makes a match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from unstuck_search.answers import Answer, Hit, Span, Verdict
from unstuck_search.bm25 import FullText
from unstuck_search.context import Context, family
from unstuck_search.evidence import MAX_LINES, Evidence, partial_matches, whole_matches
from unstuck_search.index import Index
from unstuck_search.normalise import Line, raw_span, read_lines
from unstuck_search.rules import Rules, load_rules
from unstuck_search.scorer import Features, confidence, features, score
from unstuck_search.signature import Signature, words
from unstuck_search.template import fold
from unstuck_search.windows import promising

__all__ = ["Answer", "Context", "Hit", "Matcher", "Span", "Verdict"]

MATCH_CONFIDENCE = 0.75
MAX_HITS = 10
_SURE = 0.9  # no full text beyond
_CONTEXT_LINES = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """An article found: its best evidence, what was weighed, and its confidence."""

    kb_id: str
    evidence: Evidence | None
    features: Features
    code: str
    confidence: float


class Matcher:
    """Matches pasted text against the signatures of one knowledge base. Immutable once built.

    `contexts` gives title and product words by article; `texts` is asked once, when first needed, for the articles'
    bodies. Both may be left out.
    """

    def __init__(
        self,
        signatures: Iterable[Signature],
        contexts: Mapping[str, Context] | None = None,
        texts: Callable[[], Mapping[str, str]] | None = None,
        rules: Rules | None = None,
    ) -> None:
        self.rules = rules or load_rules()
        self.signatures: Mapping[str, Signature] = {signature.id: signature for signature in signatures}
        self._contexts = contexts or {}
        self._texts = texts
        self._index = Index(self.signatures.values(), self._contexts, self.rules)
        self._fulltext: FullText | None = None

    def match(self, text: str) -> Answer:
        """The answer to a pasted text."""
        found = self.weigh(text)
        hits = tuple(self._hit(one) for one in found[:MAX_HITS])
        if not hits:
            return Answer(Verdict.NONE, ())
        sure = hits[0].confidence >= MATCH_CONFIDENCE
        return Answer(Verdict.MATCH if sure else Verdict.CANDIDATES, hits)

    def weigh(self, text: str) -> list[Finding]:
        """All articles found and what was weighed, best first."""
        lines: list[Line] = []
        for line in read_lines(text, self.rules):
            lines.append(line)
            if len(lines) >= MAX_LINES:
                break
        by_article: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in (*whole_matches(self._index, lines), *partial_matches(self._index, lines)):
            by_article[evidence.entry.signature.kb_id].append(evidence)
        codes = self._codes(lines)
        held = {word for line in lines[:_CONTEXT_LINES] for word in words(line.folded)}
        texts: dict[str, float] = {}
        found = self._weigh_all(by_article, codes, held, texts)
        if (not found or found[0].confidence < _SURE) and self._texts is not None:
            texts = self._search(lines)
            found = self._weigh_all(by_article, codes, held, texts)
        return found

    def _weigh_all(
        self,
        by_article: Mapping[str, list[Evidence]],
        codes: Mapping[str, str],
        held: set[str],
        texts: Mapping[str, float],
    ) -> list[Finding]:
        families = {family(code) for code in codes.values()} - {""}
        owners = {kb_id for code in codes.values() for kb_id in self._index.by_code[code]}
        findings = []
        for kb_id in {**by_article, **dict.fromkeys(sorted(owners)), **texts}:
            best: Evidence | None = None
            second = 0.0
            for evidence in by_article.get(kb_id, ()):
                if best is None or evidence.strength > best.strength:
                    best = evidence
            if best is not None:
                lines_used = {line.number for line, _, _ in best.spans}
                for evidence in by_article[kb_id]:
                    if evidence is not best and not lines_used & {line.number for line, _, _ in evidence.spans}:
                        second = max(second, evidence.strength)
            own = [code for code in codes.values() if code in self._index.codes.get(kb_id, ())]
            code = 1.0 / len(self._index.by_code[own[0]]) if own else 0.0
            rival = not own and any(family(one) in families for one in self._index.codes.get(kb_id, ()))
            used = set(best.entry.words) if best else set()
            context = sum(
                self._index.context_weight(word)
                for word in self._index.context_words.get(kb_id, frozenset()) & held
                if word not in used
            )
            what = features(best, second, code, float(rival), context, texts.get(kb_id, 0.0))
            findings.append(Finding(kb_id, best, what, own[0] if own else "", round(confidence(score(what)), 6)))
        findings.sort(key=lambda one: (-one.confidence, one.kb_id))
        return findings

    def _codes(self, lines: list[Line]) -> dict[str, str]:
        """Codes of this knowledge base's titles that the paste holds, by themselves."""
        found: dict[str, str] = {}
        if not self._index.by_code:
            return found
        for place, _ in promising(lines, self.rules, 200):
            for match in self.rules.codes.finditer(lines[place].text):
                code = fold(match[1])
                if code in self._index.by_code:
                    found.setdefault(code, code)
        return found

    def _search(self, lines: list[Line]) -> dict[str, float]:
        if self._fulltext is None and self._texts is not None:
            bodies = self._texts()
            errors: dict[str, list[str]] = defaultdict(list)
            for signature in self.signatures.values():
                errors[signature.kb_id].append(signature.text)
            self._fulltext = FullText(
                {
                    kb_id: (context.title, "\n".join(errors[kb_id]), bodies.get(kb_id, ""))
                    for kb_id, context in self._contexts.items()
                }
            )
        if self._fulltext is None:
            return {}
        asked = [word for place, _ in promising(lines, self.rules, 12) for word in words(lines[place].folded)]
        return {kb_id: share for kb_id, _, share in self._fulltext.search(asked, 10)}

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
            hold = "holds" if len(numbers) == 1 else "hold"
            reason = f"{lines} {hold} {evidence.coverage:.0%} of what tells this error: {told}"
        name = "" if evidence.entry.title else signature.id
        return Hit(finding.kb_id, name, finding.confidence, spans, evidence.captures, reason, whole=evidence.whole)
