"""Full text over titles, errors and bodies: BM25, for articles that no signature finds."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.fulltext.tokens import stem
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import Signature
from unstuck_search.text import WORD

_RULES = load_rules()
_K1 = 1.2
_B = 0.5
_TITLE, _ERRORS = 3, 2
KEPT = 200  # documents kept of each term
_ALWAYS = 50  # documents that may hold a term however few there are in all
MAX_BODY = 20_000  # characters of an article's body that are read


def text_terms(word: str) -> list[str]:
    """A word as it is indexed: its stem, and the parts of a compound (`DetachedInstanceError`)."""
    whole = stem(word.lower())
    if not _RULES.compound.search(word):
        return [whole]
    return list(dict.fromkeys([whole, *(stem(part.lower()) for part in _RULES.compound_parts.findall(word))]))


@dataclass(frozen=True, slots=True)
class Posted:
    """One term: the most it can add to a score, and the documents it adds most to with what it adds, in thousandths."""

    most: int
    documents: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Bm25Index:
    """An inverted index of stems; documents by their place in `ids`."""

    ids: Sequence[str]
    terms: Mapping[str, Posted]

    def search(self, words: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Article and the share of the best possible score, best first; only the rarest words are looked up."""
        asked = dict.fromkeys(term for word in words for term in text_terms(word))
        found = {term: self.terms[term] for term in asked if term in self.terms}
        chosen = sorted(found, key=lambda term: (-found[term].most, term))[: _RULES.limits.text_terms]
        scores: dict[int, int] = defaultdict(int)
        for term in chosen:
            for number, value in found[term].documents:
                scores[number] += value
        possible = sum(found[term].most for term in chosen)
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return [(self.ids[number], score / possible) for number, score in ranked]


def count_terms(title: str, errors: str, body: str) -> dict[str, int]:
    """How often an article holds each term, those of title and errors counted several times."""
    counts: Counter[str] = Counter()
    for text, times in ((title, _TITLE), (errors, _ERRORS), (body[:MAX_BODY], 1)):
        for word, count in Counter(WORD.findall(text)).items():
            for term in text_terms(word):
                counts[term] += times * count
    return dict(counts)


def bm25_of_signatures(
    signatures: Iterable[Signature], contexts: Mapping[str, ArticleContext], bodies: Mapping[str, str]
) -> Bm25Index:
    """The full text of articles given by their signatures, titles and bodies."""
    errors: dict[str, list[str]] = defaultdict(list)
    for signature in signatures:
        errors[signature.kb_id].append(signature.text)
    return build_bm25_index(
        (kb_id, count_terms(contexts[kb_id].title, "\n".join(errors[kb_id]), bodies.get(kb_id, "")))
        for kb_id in sorted(contexts)
    )


def build_bm25_index(articles: Iterable[tuple[str, Mapping[str, int]]]) -> Bm25Index:
    """The full text of a knowledge base: the id and the `count_terms` of each article, in the order of their ids.

    What each term adds to each article's BM25 score is worked out here. Terms that a sixth of all articles hold are
    left out, and of each other one the articles beyond the best `KEPT`: they would not come to the front.
    """
    ids: list[str] = []
    lengths: list[int] = []
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, (identity, counts) in enumerate(articles):
        ids.append(identity)
        lengths.append(sum(counts.values()))
        for term, count in counts.items():
            postings[term].extend((number, count))
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    norms = [_K1 * (1 - _B + _B * length / average) for length in lengths]
    most = max(_ALWAYS, len(ids) // 6)
    return Bm25Index(
        ids,
        {
            term: _posted(list(zip(held[::2], held[1::2], strict=True)), norms, len(ids))
            for term, held in postings.items()
            if len(held) <= 2 * most
        },
    )


def _posted(held: Sequence[tuple[int, int]], norms: Sequence[float], documents: int) -> Posted:
    idf = math.log((documents + 1) / (len(held) + 0.5)) * (_K1 + 1) * 1000
    values = [(number, round(idf * count / (count + norms[number]))) for number, count in held]
    if len(values) > KEPT:
        values = sorted(sorted(values, key=lambda one: (-one[1], one[0]))[:KEPT])
    return Posted(round(idf), values)
