"""From records to what a search reads, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from unstuck_search.fulltext.search import ShownRecord, TextSearch, facet_key, frequency_step
from unstuck_search.fulltext.text_index import TextIndex, build_text_index
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
        for key in dict.fromkeys(facet_key(name, word) for name, words in one.facets.items() for word in words):
            facets[key].append(number)
    return TextSearch(
        index,
        {number: one.shown for number, one in records.items()},
        {number: one.facets for number, one in records.items()},
        dict(facets),
        _near(index),
        stemmed_synonyms(synonyms),
    )


def stemmed_synonyms(synonyms: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Synonyms of one word each, as stems."""
    return {
        stem(word): tuple(stem(one) for one in group if " " not in one)
        for word, group in synonyms.items()
        if " " not in word
    }


def _near(index: TextIndex) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    least = 1 if len(index.ids) < _MANY else 2
    for term, row in sorted(index.rows.items()):
        if term.isalpha() and term.isascii() and len(term) > 2 and row.holding >= least:
            found[term[0]].append((term, frequency_step(row.holding)))
    return dict(found)
