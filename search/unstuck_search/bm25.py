"""Full text over titles, errors and bodies: BM25, for articles that no signature finds."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.tokens import stem

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[a-z][A-Z]")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_K1 = 1.2
_B = 0.5
_TITLE, _ERRORS = 3, 2
MAX_TERMS = 24
MAX_BODY = 20_000  # characters of an article's body that are read


def text_terms(word: str) -> list[str]:
    """A word as it is indexed: its stem, and the parts of a compound (`DetachedInstanceError`)."""
    whole = stem(word.lower())
    if not _COMPOUND.search(word):
        return [whole]
    return list(dict.fromkeys([whole, *(stem(part.lower()) for part in _PARTS.findall(word))]))


@dataclass(frozen=True, slots=True)
class FullText:
    """An inverted index of stems: for each, the documents that hold it (by their place in `ids`) and how often.

    `norms` are BM25's length terms by document.
    """

    ids: Sequence[str]
    norms: Sequence[float]
    postings: Mapping[str, Sequence[tuple[int, float]]]

    def search(self, words: Iterable[str], limit: int) -> list[tuple[str, float, float]]:
        """Article, score, and the share of the best possible score, best first; only the rarest words are looked up."""
        terms = {}
        for term in dict.fromkeys(term for word in words for term in text_terms(word)):
            postings = self.postings.get(term)
            if postings and len(postings) <= max(50, len(self.ids) // 6):
                terms[term] = math.log((len(self.ids) + 1) / (len(postings) + 0.5))
        chosen = sorted(terms, key=lambda term: (-terms[term], term))[:MAX_TERMS]
        scores: dict[int, float] = defaultdict(float)
        possible = 0.0
        for term in chosen:
            idf = terms[term]
            possible += idf * (_K1 + 1)
            for number, count in self.postings[term]:
                scores[number] += idf * count * (_K1 + 1) / (count + self.norms[number])
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:limit]
        return [(self.ids[number], score, score / possible) for number, score in ranked]


def build_fulltext(documents: Mapping[str, tuple[str, str, str]]) -> FullText:
    """The full text of a knowledge base; `documents`: title, errors and body by article id."""
    ids = sorted(documents)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lengths = []
    cache: dict[str, tuple[str, ...]] = {}
    for number, identity in enumerate(ids):
        title, errors, body = documents[identity]
        counts: Counter[str] = Counter()
        for text, times in ((title, _TITLE), (errors, _ERRORS), (body[:MAX_BODY], 1)):
            for word in _WORD.findall(text):
                found = cache.get(word)
                if found is None:
                    found = cache[word] = tuple(text_terms(word))
                for term in found:
                    counts[term] += times
        lengths.append(sum(counts.values()))
        for term, count in counts.items():
            postings[term].append((number, count))
    average = sum(lengths) / len(lengths) if lengths else 1.0
    norms = [_K1 * (1 - _B + _B * length / average) for length in lengths]
    return FullText(ids, norms, dict(postings))
