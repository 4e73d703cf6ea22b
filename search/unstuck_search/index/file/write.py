"""Writes an index file whole."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from unstuck_search.fulltext.build import TextEntry, facet_keys, near_terms, stemmed_synonyms
from unstuck_search.index.article_terms import NO_TERMS
from unstuck_search.index.build import Index
from unstuck_search.index.file.articles import Sourced
from unstuck_search.index.file.tables import (
    ANCHORS,
    FORMAT,
    SCHEMA,
    TERMS,
    WORDS,
    Sums,
    anchor_digest,
    anchors_column,
    article_sum,
    article_terms_data,
    code_digest,
    entry_data,
    entry_digest,
    near_data,
    packed,
    pair_digest,
    postings_columns,
    row_digest,
    shown_data,
    signature_data,
    term_row,
    word_digest,
    write_meta,
)
from unstuck_search.index.layout import ShardLayout, home_of, make_layout
from unstuck_search.index.postings import article_of, posting, referred
from unstuck_search.index.weights import pair_owner
from unstuck_search.partition import shard_of

_KEY = itemgetter(0, 1)


def dump_index(
    base: sqlite3.Connection,
    ids: Iterable[str],
    index: Index,
    texts: Iterable[Sourced],
    synonyms: Mapping[str, Sequence[str]],
    articles: Iterable[tuple[str, Any]],
    about: Mapping[str, Any],
) -> None:
    """Fill an empty database: an index, full text with a vocabulary's synonyms, what is to be shown of each article
    with its id, facts about the whole.

    `ids` are those of all articles of the index. `texts` are taken one by one, so that not all need be in memory: in
    the order of their `article_numbers`.
    """
    layout = make_layout(ids)
    base.executescript(SCHEMA)
    facts = {"format": FORMAT, "layout": layout.version, "shards": layout.shards, "articles": len(layout.numbers)}
    write_meta(base, {**facts, "entries": len(index.entries), "about": dict(about)})
    sums = Sums(base)
    for family in (WORDS, TERMS):
        for shard in range(layout.shards[family]):
            sums.add(family, shard, 0)
    homes = _homes(index, layout.shards[WORDS])
    _write_words(base, layout, index, homes, sums)
    digests = _write_entries(base, index, homes, sums)
    _write_articles(base, layout, index, digests, articles)
    _write_texts(base, layout, texts, synonyms, sums)
    sums.write()


def _homes(index: Index, shards: int) -> dict[int, int]:
    """The home of each entry."""
    anchors = {one: word for word, groups in index.by_anchor.items() for _, held in groups for one in held}
    return {one: home_of(one, [anchors[one]] if one in anchors else [], shards) for one in index.entries}


def _write_words(
    base: sqlite3.Connection, layout: ShardLayout, index: Index, homes: Mapping[int, int], sums: Sums
) -> None:
    """The rows of words, pairs and codes."""
    shards = layout.shards[WORDS]
    words, pairs = _common(index)

    def columns_of(held: Sequence[int]) -> tuple[bytes | None, bytes | None]:
        return postings_columns([one + homes[referred(one)] for one in held])

    rows: list[tuple[Any, ...]] = []
    for word, weight in index.weights.items():
        shard = shard_of(word, shards)
        anchors = anchors_column(index.by_anchor.get(word, ()))
        columns = columns_of(index.postings.get(word) or words[word])
        sums.add(WORDS, shard, word_digest(word, weight, anchors, columns[0]))
        if anchors:
            sums.add(ANCHORS, 0, anchor_digest(word))
        rows.append((shard, word, weight, anchors, *columns))
    base.executemany("INSERT INTO word VALUES (?, ?, ?, ?, ?, ?)", sorted(rows, key=_KEY))
    rows = []
    for pair, weight in index.pair_weights.items():
        shard = shard_of(pair_owner(pair, index.weights), shards)
        columns = columns_of(index.pair_postings.get(pair) or pairs[pair])
        sums.add(WORDS, shard, pair_digest(pair, weight, columns[0]))
        rows.append((shard, pair, weight, *columns))
    base.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", sorted(rows, key=_KEY))
    rows = []
    for code, ids in index.by_code.items():
        shard = shard_of(code, shards)
        held = packed("I", sorted(layout.numbers[kb_id] for kb_id in ids))
        sums.add(WORDS, shard, code_digest(code, held))
        rows.append((shard, code, held))
    base.executemany("INSERT INTO code VALUES (?, ?, ?)", sorted(rows))


def _common(index: Index) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The postings of the words and pairs that an index leaves out, being in many entries."""
    words: dict[str, list[int]] = defaultdict(list)
    pairs: dict[str, list[int]] = defaultdict(list)
    for one, entry in index.entries.items():
        here = posting(one, entry.literal_bits)
        for word in dict.fromkeys(entry.words):
            if word not in index.postings:
                words[word].append(here)
        for pair in entry.pair_names():
            if pair not in index.pair_postings:
                pairs[pair].append(here)
    return words, pairs


def _write_entries(
    base: sqlite3.Connection, index: Index, homes: Mapping[int, int], sums: Sums
) -> Mapping[int, list[int]]:
    """The rows of entries. Returns their digests by the number of their article."""
    digests: dict[int, list[int]] = defaultdict(list)
    for one, entry in index.entries.items():
        data = entry_data(entry)
        digests[article_of(one)].append(entry_digest(one, data))
        sums.add(WORDS, homes[one], digests[article_of(one)][-1])
        base.execute("INSERT INTO entry VALUES (?, ?, ?)", (one, homes[one], data))
    base.executemany("INSERT INTO unanchored VALUES (?)", [(one,) for one in index.unanchored])
    own = (entry.signature for entry in index.entries.values() if not entry.title)
    base.executemany("INSERT INTO signature VALUES (?, ?)", sorted((one.id, signature_data(one)) for one in own))
    return digests


def _write_articles(
    base: sqlite3.Connection,
    layout: ShardLayout,
    index: Index,
    digests: Mapping[int, Sequence[int]],
    articles: Iterable[tuple[str, Any]],
) -> None:
    """The rows of articles."""
    context: dict[str, list[int]] = defaultdict(list)
    terms = {}
    for kb_id, number in layout.numbers.items():
        held = index.article_terms.get(kb_id, NO_TERMS)
        terms[kb_id] = article_terms_data(held)
        for word in (*held.product, *held.title):
            context[word].append(number)
    base.executemany(
        "INSERT INTO context VALUES (?, ?)", ((word, packed("I", context[word])) for word in sorted(context))
    )
    for kb_id, shown in articles:
        number = layout.numbers[kb_id]
        row = (number, kb_id, article_sum(terms[kb_id], digests.get(number, ())), terms[kb_id], shown_data(shown))
        base.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", row)


def _write_texts(
    base: sqlite3.Connection,
    layout: ShardLayout,
    texts: Iterable[Sourced],
    synonyms: Mapping[str, Sequence[str]],
    sums: Sums,
) -> None:
    """The rows of full text."""
    shards = layout.shards[TERMS]
    held: dict[str, array[int]] = defaultdict(lambda: array("I"))
    facets: dict[str, array[int]] = defaultdict(lambda: array("I"))
    records = 0
    for sourced in texts:
        records += 1
        number = layout.numbers[sourced.entry.id]
        for term, weight in sourced.entry.weights.items():
            held[term].extend((number, weight))
        for key in facet_keys(sourced.entry):
            facets[key].append(number)
        insert_record(base, number, sourced.entry, sourced.source)
    rows = []
    for term, having in held.items():
        shard = shard_of(term, shards)
        columns = term_row(having)
        sums.add(TERMS, shard, row_digest(term, columns[0]))
        rows.append((shard, term, *columns))
    rows.sort(key=_KEY)
    base.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", rows)
    facet_rows = []
    for key, numbered in facets.items():
        shard = shard_of(key, shards)
        data = packed("I", numbered)
        sums.add(TERMS, shard, row_digest(key, data))
        facet_rows.append((shard, key, data))
    base.executemany("INSERT INTO facet VALUES (?, ?, ?)", sorted(facet_rows))
    stems = stemmed_synonyms(synonyms).items()
    base.executemany(
        "INSERT INTO synonym VALUES (?, ?, ?)",
        sorted((shard_of(term, shards), term, json.dumps(found)) for term, found in stems),
    )
    near = near_terms({term: len(having) // 2 for term, having in held.items()}, len(layout.numbers))
    base.executemany("INSERT INTO near VALUES (?, ?)", [(one, near_data(found)) for one, found in sorted(near.items())])
    write_meta(base, {"records": records})


def insert_record(base: sqlite3.Connection, number: int, entry: TextEntry, source: bytes) -> None:
    """Write the row of an article's text."""
    facets = json.dumps(entry.facets, ensure_ascii=False)
    row = (number, entry.id, source, entry.shown.title, facets, entry.shown.text)
    base.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", row)
