"""From records to what a search reads, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from unstuck_search.fulltext.search import ShownRecord, TextSearch, facet_key, frequency_step
from unstuck_search.fulltext.text_index import build_text_index
from unstuck_search.fulltext.tokens import stem

_MANY = 1_000  # records from which on a word that one of them holds is not offered as what was meant


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One record's part: its id, its term weights, what a result shows of it, and its words of each facet."""

    id: str
    weights: Mapping[str, int]
    shown: ShownRecord
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


def build_text_search(entries: Sequence[TextEntry], synonyms: Mapping[str, Sequence[str]]) -> TextSearch:
    """The index of records; `synonyms` are a vocabulary's, by word."""
    index = build_text_index((one.id, one.weights) for one in entries)
    by_id = {one.id: one for one in entries}
    records = {number: by_id[identity] for number, identity in index.ids.items()}
    facets: dict[str, list[int]] = defaultdict(list)
    for number, one in records.items():
        for key in facet_keys(one):
            facets[key].append(number)
    return TextSearch(
        index,
        {number: one.shown for number, one in records.items()},
        {number: one.facets for number, one in records.items()},
        dict(facets),
        near_terms({term: row.holding for term, row in index.rows.items()}, len(index.ids)),
        stemmed_synonyms(synonyms),
    )


def stemmed_synonyms(synonyms: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Synonyms of one word each, as stems."""
    return {
        stem(word): tuple(stem(one) for one in group if " " not in one)
        for word, group in synonyms.items()
        if " " not in word
    }


def facet_keys(entry: TextEntry) -> Iterable[str]:
    """The distinct `facet_key`s of a record."""
    return dict.fromkeys(facet_key(name, word) for name, words in entry.facets.items() for word in words)


def near_terms(holding: Mapping[str, int], records: int) -> dict[str, list[tuple[str, int]]]:
    """The terms that may be offered as what was meant, by their first letter, each with its step; given how many of all
    `records` hold each term."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    least = least_holding(records)
    for term, count in sorted(holding.items()):
        step = guess_step(term, count, least)
        if step:
            found[term[0]].append((term, step))
    return dict(found)


def guess_step(term: str, holding: int, least: int) -> int:
    """The `frequency_step` of a term that may be offered as what was meant, 0 where it may not."""
    offered = term.isalpha() and term.isascii() and len(term) > 2 and holding >= least
    return frequency_step(holding) if offered else 0


def least_holding(records: int) -> int:
    """How many of so many records must hold a word for it to be offered."""
    return 1 if records < _MANY else 2
