"""An index as small scripts, of which a page loads only those that a paste asks for.

The twin of `sqlite_file` for the browser. Rows lie in shards by a sum over their key, in two families, since not every
question needs both: `w` holds words and codes, `x` the terms of full text and facets. Rows of articles lie in files of
one or a few articles (`a`), what is to be shown of an article in a file of its own (`s`). Each file is a call
`Unstuck.shard(version, name, rows)`, since scripts are all that a page opened from disk may load. `version` is a
digest over everything, so that a page never mixes two builds.

Numbers of articles ascend in each list and are written as the difference to the one before.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from unstuck_search.fulltext.search import TextSearch
from unstuck_search.fulltext.text_index import NO_ROW
from unstuck_search.index.article_terms import NO_TERMS
from unstuck_search.index.build import Index
from unstuck_search.index.pattern import WeightedPattern

ROWS = 1_500  # characters of rows in a shard, about: a question loads one for each word, however many there are
ARTICLES = 1_000  # characters of articles in a file, about
BLOOM_BITS = 14  # bits per anchor of the filter of which words of a long log to look up
BLOOM_HASHES = 7
FOLDER = "assets/search"

Row = list[Any]
Place = tuple[int, int]  # of an entry: the number of its article, and its place among that article's entries


@dataclass(frozen=True, slots=True)
class BrowserIndexInput:
    """All that a site's scripts may ask for: the matcher's index, what searches read, and by article what is to be
    shown of it."""

    index: Index
    text: TextSearch
    shown: Mapping[str, Any] = field(default_factory=dict)


def shard_of(key: str, shards: int) -> int:
    """The shard in which the rows of a key lie."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % shards


def make_shards(index_input: BrowserIndexInput) -> Iterator[tuple[str, str]]:
    """The files by path below the site's root, `index.js` among them, which names all that a page must know first."""
    index, shown = index_input.index, index_input.shown
    owners = (entry.signature.kb_id for entry in index.entries)
    ids = sorted({*index.article_terms, *index_input.text.index.ids, *shown, *owners})
    number = {kb_id: place for place, kb_id in enumerate(ids)}
    places = _places(index.entries, number)
    files: dict[str, str] = {}
    shards: dict[str, int] = {}
    families = {
        "w": _words(index, places, number),
        "x": _terms(index_input.text, number),
    }
    for family, rows in families.items():
        shards[family] = max(1, sum(len(row) for found in rows.values() for row in found) // ROWS)
        # A shard without a row is there all the same: a page could not distinguish it from one that is lost.
        files |= {f"{family}/{one}": "" for one in range(shards[family])}
        for key, found in rows.items():
            name = f"{family}/{shard_of(key, shards[family])}"
            files[name] = ",".join(filter(None, [files[name], *found]))
    articles = _articles(index, ids, places)
    per = max(1, ARTICLES * len(articles) // (sum(map(len, articles)) + 1))
    for at in range(0, len(ids), per):
        files[f"a/{at // per}"] = ",".join(articles[at : at + per])
    files |= {f"s/{number[kb_id]}": _json(entry) for kb_id, entry in shown.items()}
    files |= {f"d/{letter}": ",".join(map(_json, found)) for letter, found in index_input.text.near.items()}
    if shards["w"] > 1:
        files["anchors"] = _json(_bloom(index.by_anchor))
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    version = digest.hexdigest()[:12]
    unanchored = [part for one in index.unanchored for part in places[one]]
    records = len(index_input.text.index.ids)
    about = {
        "version": version,
        "articles": len(ids),
        "records": records,
        "shards": shards,
        "per": per,
        "unanchored": unanchored,
    }
    yield f"{FOLDER}/index.js", f"Unstuck.index = {_json(about)};\n"
    for name in sorted(files):
        yield f"{FOLDER}/{name}.js", f'Unstuck.shard("{version}", "{name}", [{files[name]}]);\n'


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


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
        rows[code].append(_json(["c", code, [number[kb_id] for kb_id in owners]]))
    return rows


def _terms(text: TextSearch, number: Mapping[str, int]) -> dict[str, list[str]]:
    """The rows of full text: of each term with its synonyms, and of each word of a facet."""
    rows: dict[str, list[str]] = defaultdict(list)
    places = [number[identity] for identity in text.index.ids]
    for term in sorted({*text.index.rows, *text.synonyms}):
        row = text.index.rows.get(term, NO_ROW)
        held = _flat((places[one], weight) for one, weight in row.weights)
        rows[term].append(_json(["x", term, row.holding, held, text.synonyms.get(term, ())]))
    for key, numbers in sorted(text.facets.items()):
        rows[key].append(_json(["f", key, _flat((places[one], 0) for one in numbers)[::2]]))
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


def _articles(index: Index, ids: Sequence[str], places: Sequence[Place]) -> list[str]:
    """The row of each article: id, codes, words of product and of title with their bits, entries."""
    entries: list[list[Row]] = [[] for _ in ids]
    for entry, (article, _) in zip(index.entries, places, strict=True):
        one = entry.signature
        lines = [template.source for template in one.templates]
        number = 0 if entry.title else int(one.id.rpartition("#")[2])
        entries[article].append([number, int(one.inferred), lines, entry.weights, entry.pair_weights])
    found = []
    for kb_id, own in zip(ids, entries, strict=True):
        terms = index.article_terms.get(kb_id, NO_TERMS)
        words = ([part for item in table.items() for part in item] for table in (terms.product, terms.title))
        found.append(_json([kb_id, terms.codes, *words, own]))
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
