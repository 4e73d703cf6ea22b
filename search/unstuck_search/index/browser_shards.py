"""An index as small scripts, of which a page loads only those that a paste asks for.

The twin of `file/open.py` for the browser. Rows lie in shards, a power of two in each of four families, since not every
question needs all. `w` holds words, codes, and each entry with the first of its anchors; `x` the terms of full text and
facets; both by a sum over their key. `a` holds what is known of articles besides their entries, `s` what is to be shown
of them, both by the article's number. Each file is a call `Unstuck.shard(version, name, rows)`, since scripts are all
that a page opened from disk may load. `version` stands for the layout: which numbers articles have and in which shard a
row lies. An edit leaves it as it is, and so every shard that holds none of its words.

Numbers of articles ascend in each list and are written as the difference to the one before.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from unstuck_search.fulltext.search import TextSearch
from unstuck_search.fulltext.text_index import NO_ROW
from unstuck_search.index.file.rows import ArticleRow, WordShard
from unstuck_search.index.layout import FOLDER, ShardLayout
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.index.postings import article_of, home, place_of, referred, tenths
from unstuck_search.index.weights import pair_owner

BLOOM_BITS = 14  # bits per anchor of the filter of which words of a long log to look up
BLOOM_HASHES = 7

Row = list[Any]
Place = tuple[int, int]  # of an entry: the number of its article, and its place among that article's entries


def index_script(layout: ShardLayout, unanchored: Iterable[tuple[int, int]]) -> tuple[str, str]:
    """`index.js`, which names all that a page must know first; `unanchored` are the entries to be tried
    everywhere, by reference and home."""
    places = [part for one, shard in unanchored for part in (*_place(one), shard)]
    about = {
        "version": layout.version,
        "records": len(layout.numbers),
        "shards": layout.shards,
        "unanchored": places,
    }
    return f"{FOLDER}/index.js", f"Unstuck.index = {_json(about)};\n"


def anchors_shard(layout: ShardLayout, anchors: Sequence[str]) -> tuple[str, str]:
    """The filter of which words of a long text to look up."""
    return layout.file("anchors", [_json(_bloom(anchors))])


def word_shard(layout: ShardLayout, number: int, rows: WordShard) -> tuple[str, str]:
    """One shard of words and codes; each row begins with which of these it is."""
    weights = {one.word: one.weight for one in rows.words}
    pairs: dict[str, list[Row]] = defaultdict(list)
    for one in rows.pairs:
        # The other word may lie in another shard; then this one owns the pair.
        here = [word for word in one.pair.split(" ") if word in weights]
        owner = here[0] if len(here) == 1 else pair_owner(one.pair, weights)
        pairs[owner].append([one.pair, one.weight, _with_literal_bits(one.postings)])
    found: dict[str, list[str]] = defaultdict(list)
    for word, weight, groups, postings in rows.words:
        anchors = [[second, _flat(map(_place, held))] for second, held in groups]
        found[word].append(_json(["w", word, weight, anchors, _with_literal_bits(postings), pairs[word]]))
    for code, held in rows.codes:
        found[code].append(_json(["c", code, list(held)]))
    rows_of = [row for _, held in sorted(found.items()) for row in held]
    return layout.file(
        f"w/{number}", [*rows_of, *(_json(["e", *_place(one), *_entry(entry)]) for one, entry in rows.entries)]
    )


def article_shard(layout: ShardLayout, number: int, articles: Iterable[ArticleRow]) -> tuple[str, str]:
    """One shard of articles, each as number, id, codes, words of product and of title with their bits."""
    rows = []
    for one in sorted(articles, key=lambda one: one.number):
        terms = one.terms
        words = ([part for item in table.items() for part in item] for table in (terms.product, terms.title))
        rows.append(_json([one.number, one.kb_id, terms.codes, *words]))
    return layout.file(f"a/{number}", rows)


def _entry(one: WeightedPattern) -> Row:
    lines = [template.source for template in one.signature.templates]
    place = 0 if one.title else int(one.signature.id.rpartition("#")[2])
    row = [place, one.signature.inferred + 2 * one.vague, lines, one.weights, one.pair_weights]
    return [*row, one.signature.order, one.signature.cues] if one.signature.order or one.signature.cues else row


def text_shard(layout: ShardLayout, number: int, part: TextSearch) -> tuple[str, str]:
    """One shard of full text, given what searches read of its terms and facets."""
    return layout.file(f"x/{number}", [row for _, found in sorted(_terms(part).items()) for row in found])


def near_shard(layout: ShardLayout, letter: str, found: Iterable[tuple[str, int]]) -> tuple[str, str]:
    """The terms that begin with a letter, for what may have been meant."""
    return layout.file(f"d/{letter}", map(_json, found))


def shown_shard(layout: ShardLayout, number: int, shown: Mapping[str, Any]) -> tuple[str, str]:
    """One shard of what is to be shown of articles, given those of its articles."""
    rows = {layout.numbers[kb_id]: _json([layout.numbers[kb_id], entry]) for kb_id, entry in shown.items()}
    return layout.file(f"s/{number}", [rows[one] for one in sorted(rows)])


# One encoder for all rows: `json.dumps` with options makes one for each.
_json = json.JSONEncoder(separators=(",", ":")).encode


def _terms(text: TextSearch) -> dict[str, list[str]]:
    """The rows of full text: of each term with its synonyms, and of each word of a facet."""
    rows: dict[str, list[str]] = defaultdict(list)
    for term in {*text.index.rows, *text.synonyms}:
        row = text.index.rows.get(term, NO_ROW)
        rows[term].append(_json(["x", term, row.holding, _flat(row.weights), text.synonyms.get(term, ())]))
    for key, numbers in text.facets.items():
        rows[key].append(_json(["f", key, _flat((one, 0) for one in numbers)[::2]]))
    return rows


def _flat(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Pairs one after the other, the first of each as the difference to the one before."""
    found: list[int] = []
    last = 0
    for first, second in pairs:
        found += [first - last, second]
        last = first
    return found


def _place(one: int) -> Place:
    return article_of(one), place_of(one)


def _with_literal_bits(postings: Iterable[int]) -> list[int]:
    """Postings as article, place, literal bits in tenths, and home."""
    found: list[int] = []
    last = 0
    for one in postings:
        article, place = _place(referred(one))
        found += [article - last, place, tenths(one), home(one)]
        last = article
    return found


def _bloom(words: Sequence[str]) -> Row:
    """A Bloom filter: its number of bits, how many of them each word sets, and the bits."""
    size = max(8, len(words) * BLOOM_BITS)
    bits = bytearray((size + 7) // 8)
    for word in words:
        first = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        step = (first * 0x9E3779B1 & 0xFFFFFFFF) | 1
        for turn in range(BLOOM_HASHES):
            place = (first + turn * step) % size
            bits[place >> 3] |= 1 << (place & 7)
    return [size, BLOOM_HASHES, base64.b64encode(bytes(bits)).decode("ascii")]
