"""Pasted text to an answer: which articles' errors are in it, how surely, and where.

Signatures (and titles, read as such) are looked up by their rarest word and matched whole; then the lines that read
most like errors are compared with them word by word; error codes are looked up exactly. Where all that says little,
full text proposes candidates. What was found is weighed by `scorer`; only a signature, a title or a code makes a match.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from unstuck_search.fulltext.text_index import TextIndex
from unstuck_search.index.article_terms import (
    NO_TERMS,
    ArticleContext,
    ArticleTerms,
    code_strength,
    cued_platform,
    cued_products,
    family,
)
from unstuck_search.index.build import Index, build_index
from unstuck_search.lines.kinds import ERROR, SortedLines, message_start, rank_lines, sort_lines
from unstuck_search.lines.language import language_of
from unstuck_search.lines.normalise import bounded_lines, raw_span
from unstuck_search.matcher.answer import Answer, Hit, LineSpan, Verdict
from unstuck_search.matcher.captures import captured_words, captures_of
from unstuck_search.matcher.pattern_match import PatternMatch, find_matches
from unstuck_search.matcher.same_error import first_cause, settle_same_error
from unstuck_search.matcher.scored import ScoredArticle
from unstuck_search.matcher.scorer import Features, confidence, features, score, with_text
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import Signature
from unstuck_search.text import fold, words

__all__ = ["Answer", "ArticleContext", "Hit", "LineSpan", "Matcher", "Verdict", "build_matcher"]


class _Paste(NamedTuple):
    """What of a paste is weighed: what matches by article, codes with how surely each is one, how often the ranked
    lines have each word, and the products that their look points to."""

    by_article: Mapping[str, Sequence[PatternMatch]]
    codes: Mapping[str, float]
    held: Mapping[str, int]
    cued: frozenset[str]


class _Evidence(NamedTuple):
    """What speaks for one article, full text aside: its code, and the features of each match; where there is none,
    those of the article alone."""

    code: str
    rows: tuple[tuple[PatternMatch | None, Features], ...]


class Matcher:
    """Matches pasted text against the signatures of one knowledge base. Immutable once built.

    `signatures` holds those of the index by id; `fulltext` is called once, when full text is first needed, and may be
    left out.
    """

    def __init__(
        self, index: Index, signatures: Mapping[str, Signature], fulltext: Callable[[], TextIndex] | None = None
    ) -> None:
        self.rules = index.rules
        self.signatures = signatures
        self._index = index
        self._products = frozenset(name for _, names in self.rules.cues for name in names)
        self._make_fulltext = fulltext
        self._fulltext: TextIndex | None = None

    def match(self, text: str) -> Answer:
        """The answer to a pasted text."""
        sorted_lines = self._sort_lines(text)
        found = self._weigh_lines(sorted_lines)
        limits = self.rules.limits
        near = [sorted_lines.lines[place] for place, _ in rank_lines(sorted_lines, limits.context_lines, self.rules)]
        if not found:
            return Answer(Verdict.NONE, (), language=language_of(near, self.rules))
        second = found[1].confidence if len(found) > 1 else 0.0
        sure = found[0].is_sure(second, limits)
        likely = found[0].confidence >= limits.likely_confidence and second < limits.far_behind * found[0].confidence
        platform = cued_platform("\n".join(line.text for line in near), self.rules)
        settled = settle_same_error(found, (line.folded for line in near), limits)
        ranked = first_cause(settled, limits) if sure else settled
        hits = tuple(self._make_hit(one) for one in ranked[: limits.max_hits])
        if found[0].confidence < limits.candidate_confidence:
            return Answer(Verdict.NONE, hits, platform=platform, language=language_of(near, self.rules))
        if sure:
            return Answer(Verdict.MATCH, hits, platform=platform)
        language = "" if likely else language_of(near, self.rules)
        return Answer(Verdict.CANDIDATES, hits, likely, platform, language)

    def weigh(self, text: str) -> list[ScoredArticle]:
        """All articles found and what was weighed, best first."""
        return self._weigh_lines(self._sort_lines(text))

    def _sort_lines(self, text: str) -> SortedLines:
        limits = self.rules.limits
        return sort_lines(bounded_lines(text, self.rules, limits.head_lines, limits.tail_lines), self.rules)

    def _weigh_lines(self, sorted_lines: SortedLines) -> list[ScoredArticle]:
        limits = self.rules.limits
        lines = sorted_lines.lines
        by_article: dict[str, list[PatternMatch]] = defaultdict(list)
        for one in find_matches(self._index, sorted_lines):
            by_article[one.entry.signature.kb_id].append(one)
        context = rank_lines(sorted_lines, limits.context_lines, self.rules)
        held = Counter(word for place, _ in context for word in words(lines[place].folded))
        cued = cued_products("\n".join(lines[place].text for place, _ in context), self.rules)
        paste = _Paste(by_article, self._codes(sorted_lines), held, cued)
        owners = {kb_id for code in paste.codes for kb_id in self._index.by_code.get(code, ())}
        evidence = self._evidence(paste, owners.union(by_article))
        found = self._weigh_all(evidence, {})
        tied = len(found) > 1 and found[1].confidence > found[0].confidence - limits.close_confidence
        if (not found or found[0].confidence < limits.sure_confidence or tied) and self._make_fulltext is not None:
            texts = self._search(sorted_lines, by_article.values())
            found = self._weigh_all(evidence | self._evidence(paste, texts.keys() - evidence.keys()), texts)
        return found

    def _weigh_all(self, evidence: Mapping[str, _Evidence], texts: Mapping[str, float]) -> list[ScoredArticle]:
        """All articles for which something speaks, best first; `texts` are shares of the best possible full-text
        score."""
        scored = []
        for kb_id, (code, rows) in evidence.items():
            share = texts.get(kb_id, 0.0)
            known = [(match, with_text(what, share) if share else what) for match, what in rows]
            values = [score(what) for _, what in known]
            top = max(values)
            shown = [value + _preference(match) for value, (match, _) in zip(values, known, strict=True)]
            best, what = known[shown.index(max(shown))]
            captured = captures_of(best, (match for match, _ in rows if match is not None))
            scored.append(ScoredArticle(kb_id, best, what, code, round(confidence(top), 6), captured))
        scored.sort(key=lambda one: (-one.confidence, one.kb_id))
        return scored

    def _evidence(self, paste: _Paste, kb_ids: Iterable[str]) -> dict[str, _Evidence]:
        """What speaks for each of some articles, full text aside."""
        limits = self.rules.limits
        families = {
            family(code, self.rules) for code, strength in paste.codes.items() if strength > limits.family_strength
        }
        families.discard("")
        evidence = {}
        for kb_id in kb_ids:
            terms = self._index.article_terms.get(kb_id, NO_TERMS)
            shared = [
                (paste.codes[code] / len(self._index.by_code[code]), code)
                for code in terms.codes
                if code in paste.codes
            ]
            strength, code = max(shared, default=(0.0, ""))
            rival = float(not code and any(family(one, self.rules) in families for one in terms.codes))
            matches = paste.by_article.get(kb_id, ())
            rows = tuple(
                (one, features(one, second_signature(one, matches) if one else 0.0, strength, rival, context))
                for one, context in self._context(terms, paste, matches or (None,))
            )
            evidence[kb_id] = _Evidence(code, rows)
        return evidence

    def _context(
        self, terms: ArticleTerms, paste: _Paste, matches: Iterable[PatternMatch | None]
    ) -> Iterator[tuple[PatternMatch | None, tuple[float, float, float]]]:
        """Each of an article's matches (None: the article alone) with what the paste holds besides: bits of product
        words, whether the look of its lines is of other products than the article's, and the share of the title's
        information."""
        cued = paste.cued
        product = [(word, weight) for word, weight in terms.product.items() if word in paste.held or word in cued]
        other = cued and cued.isdisjoint(terms.product) and not self._products.isdisjoint(terms.product)
        for match in matches:
            used = set(match.entry.words) if match is not None else ()
            captured = Counter(captured_words(match)) if match is not None else Counter()
            bits = sum(
                weight
                for word, weight in product
                if word not in used and (word in cued or paste.held[word] > captured[word])
            )
            aside = used if match is not None and match.entry.title else ()
            title = [(word, weight) for word, weight in terms.title.items() if word not in aside]
            found = sum(weight for word, weight in title if word in cued or paste.held.get(word, 0) > captured[word])
            share = found / (sum(weight for _, weight in title) + self.rules.limits.title_bits)
            yield match, (bits, float(bool(other)), share)

    def _codes(self, sorted_lines: SortedLines) -> dict[str, float]:
        """Codes of this knowledge base's titles that the paste holds, each with how surely it is one."""
        found: dict[str, float] = {}
        for place, _ in rank_lines(sorted_lines, self.rules.limits.code_lines, self.rules):
            line = sorted_lines.lines[place].text
            for match in self.rules.codes.finditer(line):
                code = fold(match[1])
                if code in self._index.by_code:
                    strength = code_strength(match[1], line[: match.start(1)], line[match.end(1) :], self.rules)
                    found[code] = max(strength, found.get(code, 0.0))
        return found

    def _search(self, sorted_lines: SortedLines, matches: Iterable[Sequence[PatternMatch]]) -> dict[str, float]:
        """Articles by their text. What a template captured is a value of the reader's: no article is about it."""
        if self._fulltext is None and self._make_fulltext is not None:
            self._fulltext = self._make_fulltext()
        if self._fulltext is None:
            return {}
        lines = sorted_lines.lines
        first = rank_lines(sorted_lines, self.rules.limits.text_lines, self.rules)
        chosen = [place for place, which in first if which == ERROR] or [place for place, _ in first]
        captured: dict[int, set[str]] = defaultdict(set)
        for match in chain.from_iterable(matches):
            for line, _, _ in match.spans:
                captured[line.number].update(captured_words(match))
        # Words alone: runs such as paths are rarer than what is wrong, and would be looked up instead of it.
        asked = [
            word
            for place in chosen
            for word in words(lines[place].text[message_start(lines[place], self.rules) :])
            if fold(word) not in captured[lines[place].number]
        ]
        return dict(self._fulltext.shares(" ".join(asked), self.rules.limits.text_hits))

    def _make_hit(self, scored: ScoredArticle) -> Hit:
        best = scored.best
        if best is None:
            reason = f"The text holds the code {scored.code}." if scored.code else "Its text shares rare words."
            sure = scored.is_sure(scored.confidence, self.rules.limits)
            return Hit(scored.kb_id, "", scored.confidence, (), (), reason, whole=False, sure=sure)
        spans = tuple(LineSpan(line.number, *raw_span(line, start, end, self.rules)) for line, start, end in best.spans)
        signature = best.entry.signature
        text = signature.text.replace("\n", " ⏎ ")
        numbers = [str(span.line) for span in spans]
        lines = f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {', '.join(numbers[:-1])} and {numbers[-1]}"
        if best.exact:
            be = "is" if len(numbers) == 1 else "are"
            how = "with its values filled in" if best.captures else "word for word"
            reason = f"{lines} {be} this error {how}: {text}"
        else:
            verb = "matches" if len(numbers) == 1 else "match"
            reason = f"{lines} {verb} {best.coverage:.0%} of this error: {text}"
        name = "" if best.entry.title else signature.id
        return Hit(
            scored.kb_id,
            name,
            scored.confidence,
            spans,
            tuple((one.name, one.value) for one in scored.captures),
            reason,
            whole=best.whole,
            types=tuple(one.type for one in scored.captures),
            sure=scored.is_sure(scored.confidence, self.rules.limits),
        )


def build_matcher(
    signatures: Iterable[Signature],
    contexts: Mapping[str, ArticleContext] | None = None,
    fulltext: Callable[[], TextIndex] | None = None,
    rules: Rules | None = None,
) -> Matcher:
    """A matcher over signatures that are in memory; `contexts` gives title and product words by article."""
    by_id = {signature.id: signature for signature in signatures}
    return Matcher(build_index(by_id.values(), contexts or {}, rules or load_rules()), by_id, fulltext)


def _preference(match: PatternMatch | None) -> float:
    """In log-odds, how much more a match counts where it is to be chosen which one of an article is shown: one that is
    there as it is written, with values that fill the commands."""
    if match is None or not match.exact:
        return 0.0
    limits = load_rules().limits
    return limits.exact_preference + (limits.capture_preference if match.captures else 0.0)


def second_signature(best: PatternMatch, others: Iterable[PatternMatch]) -> float:
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
