"""Full-text search over an index of term weights: ranking, facets, excerpts, and what may have been meant.

Twin of `search.js`; both rank the same rows, so page and terminal give the same records in the same order. Queries are
words, never a query language: a pasted `body not AND found: *` is words like any other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unstuck_search.fulltext.engine import Excerpt, Query, SearchHit, SearchResult
from unstuck_search.fulltext.text_index import TermRow, TextIndex
from unstuck_search.fulltext.tokens import Term, stem, terms
from unstuck_search.rules import load_rules
from unstuck_search.text import fold

_LIMITS = load_rules().limits
_EXCERPT = 200  # characters
EXCERPT_SOURCE = 6_000  # characters of a record that an excerpt is taken from

Scores = dict[int, tuple[float, int]]  # by number of the record: its score, and how many of the asked terms it holds


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What a result shows of a record: its title, and the text that excerpts are taken from."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TextSearch:
    """What a search reads. Records go by their number in `index`; `facet_words` holds the words of each facet of a
    record, `facets` the numbers of the records of each `facet_key`; `near` the terms that begin with a letter, each
    with its `frequency_step`; `synonyms` the stems that mean the same as a stem."""

    index: TextIndex
    records: Mapping[int, ShownRecord]
    facet_words: Mapping[int, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    facets: Mapping[str, Sequence[int]] = field(default_factory=dict)
    near: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)


def search(index: TextSearch, query: Query) -> SearchResult:
    """Look words up, the best records first; without words, all records of the facets asked for.

    A record counts as found when it holds enough of the query's words.
    """
    asked = query_terms(query.words)
    tests = _narrowed(index, query.facets)
    if asked:
        found = _ranked(_add_up(index, _variants(index, asked)), len(asked), tests)
    elif tests and not query.words.strip():
        some = sorted(set.intersection(*tests))
        found = [(number, 0.0) for number in some[: _LIMITS.max_found]]
    else:
        found = []
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for number, _ in found:
        for name, words in index.facet_words.get(number, {}).items():
            for word in words:
                counts[name][word] += 1
    return SearchResult(
        tuple(_hit(index, number, score, asked) for number, score in found[: query.limit]),
        len(found),
        sorted_counts(counts),
        _did_you_mean(index, query.words, asked),
    )


def _ranked(scores: Scores, asked: int, tests: Sequence[set[int]]) -> list[tuple[int, float]]:
    """Numbers of records with their scores, best first: more of the words beats more of one word."""
    within = (one for one in scores.items() if all(one[0] in test for test in tests))
    best = sorted(within, key=lambda one: (-one[1][0], one[0]))[: _LIMITS.max_found]
    need = _needed(asked)
    found = [(number, score * (held / asked)) for number, (score, held) in best if held >= need]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _hit(index: TextSearch, number: int, score: float, asked: Sequence[str]) -> SearchHit:
    record = index.records[number]
    scale = 1_000.0 * _LIMITS.text_scale
    return SearchHit(
        index.index.ids[number], record.title, round(score / scale, 4), excerpt(record.text, frozenset(asked))
    )


def _variants(index: TextSearch, asked: Iterable[str]) -> dict[str, list[tuple[TermRow, float]]]:
    """The asked terms that some record holds, each with its synonyms: their rows and weights."""
    known: dict[str, list[tuple[TermRow, float]]] = {}
    for term in asked:
        every = dict.fromkeys(index.synonyms.get(term, ()), _LIMITS.synonym_weight) | {term: 1.0}
        found = [(row, weight) for one, weight in every.items() if (row := index.index.rows.get(one)) is not None]
        if found:
            known[term] = found
    return known


def _add_up(index: TextSearch, known: Mapping[str, Sequence[tuple[TermRow, float]]]) -> Scores:
    """The score of each record, and how many of the asked terms it holds. A synonym stands for its term: where a record
    holds both, the one that is worth more counts."""
    scores: dict[int, float] = {}
    held: dict[int, int] = {}
    for rows in known.values():
        best: dict[int, float] = {}
        for row, worth in rows:
            value = index.index.rarity(row) * worth
            for number, weight in row.weights:
                score = value * weight
                if score > best.get(number, 0.0):
                    best[number] = score
        for number, score in best.items():
            scores[number] = scores.get(number, 0.0) + score
            held[number] = held.get(number, 0) + 1
    return {number: (score, held[number]) for number, score in scores.items()}


def _narrowed(index: TextSearch, facets: Mapping[str, Sequence[str]]) -> list[set[int]]:
    """For each facet asked for, the records that have one of its words."""
    return [
        {number for word in words for number in index.facets.get(facet_key(name, word), ())}
        for name, words in facets.items()
        if words
    ]


def facet_key(name: str, word: str) -> str:
    """How rows name a word of a facet."""
    return f"{name}={word.lower()}"


def frequency_step(holding: int) -> int:
    """How many records hold a term, in coarse steps: so that guesses change only where that does notably."""
    return holding.bit_length()


def _did_you_mean(index: TextSearch, words: str, asked: Sequence[str]) -> str:
    """The query with unknown words put right, where the index holds near ones; else nothing."""
    meant = words
    for word in words.split()[: _LIMITS.max_guesses]:
        term = word.lower().strip(".,:;!?\"'`()")
        if len(term) < _LIMITS.min_guessed_letters or not term.isalpha() or stem(term) not in asked:
            continue
        if index.index.rows.get(stem(term)) is not None or stem(term) in index.synonyms:
            continue
        near = _nearest(stem(term), index.near.get(term[0], ()))
        if near:
            meant = meant.replace(word, near, 1)
    return "" if meant == words else meant


def _nearest(term: str, rows: Iterable[tuple[str, int]]) -> str:
    """The term nearest in spelling, and of those equally near the one in more records."""
    best, nearest = (_LIMITS.max_distance + 1, 0), ""
    for one, step in rows:
        far = _distance(term, one)
        if far <= _LIMITS.max_distance and (far, -step) < best:
            best, nearest = (far, -step), one
    return nearest


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour."""
    if abs(len(one) - len(other)) > _LIMITS.max_distance:
        return _LIMITS.max_distance + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row in range(1, len(one) + 1):
        following = [row]
        for at in range(1, len(other) + 1):
            same = one[row - 1] == other[at - 1]
            least = min(following[at - 1] + 1, last[at] + 1, last[at - 1] + (0 if same else 1))
            if row > 1 and at > 1 and one[row - 1] == other[at - 2] and one[row - 2] == other[at - 1]:
                least = min(least, before[at - 2] + 1)
            following.append(least)
        before, last = last, following
    return last[-1]


def query_terms(words: str) -> list[str]:
    """The distinct terms of a query, the most telling (longest) ones where there are too many."""
    found = list(dict.fromkeys(term.text for term in terms(words[: _LIMITS.max_query])))
    if len(found) > _LIMITS.query_terms:
        keep = set(sorted(found, key=lambda term: (-len(term), term))[: _LIMITS.query_terms])
        found = [term for term in found if term in keep]
    return found


def _needed(asked: int) -> int:
    """How many of the asked words a record must hold: all of one, most of a few, a third of many."""
    if asked <= _LIMITS.few_terms:
        return 1
    return math.ceil(asked * (_LIMITS.some_share if asked <= _LIMITS.some_terms else _LIMITS.many_share))


def sorted_counts(counts: Mapping[str, Counter[str]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """How often records found have each word of each facet, the most frequent first."""
    return {
        name: tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, counter in sorted(counts.items())
    }


def excerpt(text: str, asked: frozenset[str]) -> Excerpt:
    """The stretch of a text that holds most of the terms, with them marked."""
    found = list(_terms_of(text, asked))
    if not found:
        return Excerpt(text[:_EXCERPT].replace("\n", " "), ())
    best = max(
        found, key=lambda first: (len({t.text for t in found if 0 <= t.start - first.start <= _EXCERPT}), -first.start)
    )
    start = max(0, text.rfind(" ", 0, max(0, best.start - 40)) + 1)
    end = min(len(text), start + _EXCERPT)
    if end < len(text):
        end = max(text.rfind(" ", start, end), best.end)
    marks: list[tuple[int, int]] = []
    for term in sorted(found, key=lambda term: (term.start, -term.end)):
        if start <= term.start and term.end <= end and (not marks or term.start - start >= marks[-1][1]):
            marks.append((term.start - start, term.end - start))
    return Excerpt(text[start:end].replace("\n", " "), tuple(marks))


def _terms_of(text: str, asked: frozenset[str]) -> Iterator[Term]:
    """Those of the asked terms that a text holds, in its order; only runs that may hold one are taken apart."""
    folded = fold(text)
    runs: dict[int, int] = {}
    for term in asked:
        root = term.removesuffix("y")  # a stem that ends in y may stand for a word that does not
        at = folded.find(root)
        while at >= 0:
            start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
            ends = [end for end in (text.find(" ", at + len(root)), text.find("\n", at + len(root))) if end >= 0]
            runs[start] = end = min(ends, default=len(text))
            at = folded.find(root, end)
    for start in sorted(runs):
        for term_found in terms(text[start : runs[start]]):
            if term_found.text in asked:
                yield Term(term_found.text, term_found.start + start, term_found.end + start)
