"""An index as small scripts, of which a page loads only those that a paste asks for.

The twin of `sqlite_file` for the browser. Rows lie in shards, a power of two in each of four families, since not every
question needs all: `w` holds words and codes, `x` the terms of full text and facets, both by a sum over their key; `a`
holds articles and `s` what is to be shown of them, both by the article's number. Each file is a call
`Unstuck.shard(version, name, rows)`, since scripts are all that a page opened from disk may load. `version` stands for
the layout: which numbers articles have and in which shard a row lies. An edit leaves it as it is, and so every shard
that holds none of its words.

Numbers of articles ascend in each list and are written as the difference to the one before.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unstuck_search.fulltext.numbers import article_numbers, buckets, power_of_two, shard_of
from unstuck_search.fulltext.search import TextSearch
from unstuck_search.fulltext.text_index import NO_ROW
from unstuck_search.index.article_terms import NO_TERMS
from unstuck_search.index.build import Index
from unstuck_search.index.pattern import WeightedPattern

LAYOUT = 1  # changes with the form of the rows
# Articles for each shard of a family, about: a question loads a shard for each of its words, and for each article that
# these lead to. Counted in articles, not in bytes, so that no edit moves a row to another shard.
ARTICLES = {"w": 8, "x": 16, "a": 16, "s": 8}
BLOOM_BITS = 14  # bits per anchor of the filter of which words of a long log to look up
BLOOM_HASHES = 7
FOLDER = "assets/search"

Row = list[Any]
Place = tuple[int, int]  # of an entry: the number of its article, and its place among that article's entries


@dataclass(frozen=True, slots=True)
class ShardLayout:
    """Which number each article has, and in which shard a row lies: it depends on the articles' ids alone."""

    numbers: Mapping[str, int]

    @property
    def shards(self) -> dict[str, int]:
        """How many shards each family has."""
        return {family: power_of_two(len(self.numbers) // articles) for family, articles in ARTICLES.items()}

    @property
    def version(self) -> str:
        """What a page compares, so as not to mix rows of two layouts."""
        facts = [LAYOUT, self.shards, buckets(len(self.numbers))]
        return hashlib.sha256(_json(facts).encode()).hexdigest()[:12]

    def files(self, rows: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
        """Shards by path below the site's root, given the rows of each by its name."""
        for name, found in sorted(rows.items()):
            yield f"{FOLDER}/{name}.js", f'Unstuck.shard("{self.version}", "{name}", [{",".join(found)}]);\n'

    def keyed(self, family: str, rows: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """The rows of each shard of a family, given those of each key. A shard without a row is there all the same: a
        page could not distinguish it from one that is lost."""
        count = self.shards[family]
        shards: dict[str, list[str]] = {f"{family}/{one}": [] for one in range(count)}
        for key, found in sorted(rows.items()):
            shards[f"{family}/{shard_of(key, count)}"] += found
        return shards

    def numbered(self, family: str, rows: Mapping[int, str]) -> dict[str, list[str]]:
        """The same, given the row of each article by its number."""
        count = self.shards[family]
        shards: dict[str, list[str]] = {f"{family}/{one}": [] for one in range(count)}
        for number, row in sorted(rows.items()):
            shards[f"{family}/{number % count}"].append(row)
        return shards


def make_layout(ids: Iterable[str]) -> ShardLayout:
    """The layout for articles of these ids."""
    return ShardLayout(article_numbers(ids))


def make_shards(
    layout: ShardLayout, index: Index, text: TextSearch, shown: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """All files of an index; `shown` is what is to be shown of each article, by its id."""
    yield from match_shards(layout, index)
    yield from layout.files(layout.keyed("x", _terms(text)))
    for letter, found in text.near.items():
        yield near_shard(layout, letter, found)
    by_shard: dict[int, dict[str, Any]] = {number: {} for number in range(layout.shards["s"])}
    for kb_id, entry in shown.items():
        by_shard[layout.numbers[kb_id] % len(by_shard)][kb_id] = entry
    for number, held in by_shard.items():
        yield shown_shard(layout, number, held)


def match_shards(layout: ShardLayout, index: Index) -> Iterator[tuple[str, str]]:
    """The files of the matcher's index, `index.js` among them, which names all that a page must know first."""
    places = _places(index.entries, layout.numbers)
    shards = layout.keyed("w", _words(index, places, layout.numbers))
    shards |= layout.numbered("a", _articles(index, layout.numbers, places))
    if layout.shards["w"] > 1:
        shards["anchors"] = [_json(_bloom(index.by_anchor))]
    about = {
        "version": layout.version,
        "records": len(layout.numbers),
        "shards": layout.shards,
        "unanchored": [part for one in index.unanchored for part in places[one]],
    }
    yield f"{FOLDER}/index.js", f"Unstuck.index = {_json(about)};\n"
    yield from layout.files(shards)


def text_shard(layout: ShardLayout, number: int, part: TextSearch) -> tuple[str, str]:
    """One shard of full text, given what searches read of its terms and facets."""
    rows = (row for _, found in sorted(_terms(part).items()) for row in found)
    return next(layout.files({f"x/{number}": list(rows)}))


def near_shard(layout: ShardLayout, letter: str, found: Iterable[tuple[str, int]]) -> tuple[str, str]:
    """The terms that begin with a letter, for what may have been meant."""
    return next(layout.files({f"d/{letter}": list(map(_json, found))}))


def shown_shard(layout: ShardLayout, number: int, shown: Mapping[str, Any]) -> tuple[str, str]:
    """One shard of what is to be shown of articles, given those of its articles."""
    rows = {layout.numbers[kb_id]: _json([layout.numbers[kb_id], entry]) for kb_id, entry in shown.items()}
    return next(layout.files({f"s/{number}": [rows[one] for one in sorted(rows)]}))


# One encoder for all rows: `json.dumps` with options makes one for each.
_json = json.JSONEncoder(separators=(",", ":")).encode


def _places(entries: Iterable[WeightedPattern], number: Mapping[str, int]) -> list[Place]:
    counts: dict[str, int] = defaultdict(int)
    places = []
    for entry in entries:
        kb_id = entry.signature.kb_id
        places.append((number[kb_id], counts[kb_id]))
        counts[kb_id] += 1
    return places


def _words(index: Index, places: Sequence[Place], number: Mapping[str, int]) -> dict[str, list[str]]:
    """The rows of words and of codes, as JSON; each row begins with which of these it is.

    A pair lies with the rarer of its words, so that no row of an everyday word is long.
    """
    pairs: dict[str, list[Row]] = defaultdict(list)
    for pair, numbers in sorted(index.pair_postings.items()):
        first, _, second = pair.partition(" ")
        owner = first if index.weights[first] >= index.weights[second] else second
        pairs[owner].append([pair, index.pair_weights[pair], _with_literal_bits(numbers, places, index.literal_bits)])
    rows: dict[str, list[str]] = defaultdict(list)
    for word, weight in sorted(index.weights.items()):
        anchors = [[second, _flat(places[one] for one in held)] for second, held in index.by_anchor.get(word, ())]
        postings = (
            _with_literal_bits(index.postings[word], places, index.literal_bits) if word in index.postings else []
        )
        rows[word].append(_json(["w", word, weight, anchors, postings, pairs[word]]))
    for code, owners in sorted(index.by_code.items()):
        rows[code].append(_json(["c", code, sorted(number[kb_id] for kb_id in owners)]))
    return rows


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


def _with_literal_bits(numbers: Iterable[int], places: Sequence[Place], literal_bits: Sequence[float]) -> list[float]:
    """Entries with their literal bits, in tenths."""
    found: list[float] = []
    last = 0
    for one in numbers:
        article, place = places[one]
        found += [article - last, place, round(literal_bits[one] * 10)]
        last = article
    return found


def _articles(index: Index, number: Mapping[str, int], places: Sequence[Place]) -> dict[int, str]:
    """The row of each article by its number: number, id, codes, words of product and of title with their bits,
    entries."""
    entries: dict[int, list[Row]] = defaultdict(list)
    for entry, (article, _) in zip(index.entries, places, strict=True):
        one = entry.signature
        lines = [template.source for template in one.templates]
        place = 0 if entry.title else int(one.id.rpartition("#")[2])
        entries[article].append([place, int(one.inferred), lines, entry.weights, entry.pair_weights])
    found = {}
    for kb_id, article in number.items():
        terms = index.article_terms.get(kb_id, NO_TERMS)
        words = ([part for item in table.items() for part in item] for table in (terms.product, terms.title))
        found[article] = _json([article, kb_id, terms.codes, *words, entries[article]])
    return found


def _bloom(words: Iterable[str]) -> Row:
    """A Bloom filter: its number of bits, how many of them each word sets, and the bits."""
    known = list(words)
    size = max(8, len(known) * BLOOM_BITS)
    bits = bytearray((size + 7) // 8)
    for word in known:
        first = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        step = (first * 0x9E3779B1 & 0xFFFFFFFF) | 1
        for turn in range(BLOOM_HASHES):
            place = (first + turn * step) % size
            bits[place >> 3] |= 1 << (place & 7)
    return [size, BLOOM_HASHES, base64.b64encode(bytes(bits)).decode("ascii")]
