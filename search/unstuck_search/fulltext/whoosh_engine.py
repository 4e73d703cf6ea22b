"""Full text with Whoosh: the only file that knows the engine.

Queries are built from terms, never parsed: a pasted `body not AND found: *` is words like any other. The index lives
in a folder of the user's own (Whoosh unpickles its table of contents) or, without a folder, in memory.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, query, scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.system import pack_uint

from unstuck_search.fulltext.bm25f import FIELDS, K1, B
from unstuck_search.fulltext.engine import EngineBusyError, Excerpt, Query, Record, SearchHit, SearchResult
from unstuck_search.fulltext.term_counts import count_terms, unpack_counts
from unstuck_search.fulltext.tokens import stem, terms
from unstuck_search.rules import load_rules

_LIMITS = load_rules().limits
_EXCERPT = 200
_VERSION = "2"
_MERGED = 2_000  # records up to which every change leaves one segment


class _Counted(fields.FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field whose value is how often it holds each term: what is counted already is not analysed again.

    Counts only, no positions: no phrases are searched.
    """

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), None, scorable=True)

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term with its count, its weight, and what its posting stores."""
        for term, count in value.items():
            yield term.encode("utf-8"), count, float(count), pack_uint(count)


def _schema() -> Any:
    texts = {name: _Counted() for name in FIELDS}
    return fields.Schema(
        id=fields.ID(unique=True, stored=True), facet=fields.KEYWORD(commas=True), stored=fields.STORED, **texts
    )


class WhooshEngine:
    """The embedded engine. `synonyms` maps a folded word to others that mean the same."""

    def __init__(self, folder: Path | None = None, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._synonyms = {stem(word): others for word, others in (synonyms or {}).items()}
        if folder is None:
            self._index = RamStorage().create_index(_schema())
            return
        folder = folder / f"whoosh-{_VERSION}"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = index.open_dir(str(folder))
        except Exception:  # noqa: BLE001  (a damaged index raises whatever unpickling it led to; it is rebuilt)
            self._index = index.create_in(str(folder), _schema())

    def digests(self) -> dict[str, str]:
        """The digest of each record that the index holds, by id."""
        with self._index.searcher() as searcher:
            stored = (one for _, one in searcher.reader().iter_docs())
            return {one["id"]: one["stored"]["digest"] for one in stored}

    def _writer(self, **options: Any) -> Any:
        try:
            return self._index.writer(**options)
        except index.LockError:
            raise EngineBusyError from None

    def index(self, records: Iterable[Record]) -> None:
        """Add records, or replace those of the same id.

        Raises:
            EngineBusyError: another process is at it.
        """
        writer = self._writer(limitmb=256)
        empty = self._index.is_empty()
        add = writer.add_document if empty else writer.update_document
        for record in records:
            facets = [_facet(name, word) for name, words in record.facets.items() for word in words]
            counts = unpack_counts(record.counts or count_terms(record))
            stored = {
                "title": record.title,
                "text": "\n".join(text for text in (record.tldr, record.errors, record.symptoms, record.body) if text)[
                    :6000
                ],
                "facets": {name: list(words) for name, words in record.facets.items()},
                "digest": record.digest,
            }
            add(id=record.id, facet=",".join(facets), stored=stored, **counts)
        # What was replaced counts in Whoosh's statistics until segments are merged; a small index can afford it.
        writer.commit(optimize=self._index.doc_count_all() < _MERGED)

    def remove(self, ids: Iterable[str]) -> None:
        """Take records out; unknown ids are not an error."""
        writer = self._writer()
        for kb_id in ids:
            writer.delete_by_term("id", kb_id)
        writer.commit()

    def search(self, wanted: Query) -> SearchResult:
        """Look something up. A record counts as found when it holds enough of the query's words."""
        with self._index.searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
            asked = _query_terms(wanted.words)
            narrowed = [
                query.Or([query.Term("facet", _facet(name, word)) for word in words])
                for name, words in wanted.facets.items()
                if words
            ]
            narrow = query.And(narrowed) if narrowed else None
            if not asked:
                if narrow is None or wanted.words.strip():
                    return SearchResult((), 0, {}, "")
                found = [(hit, 1) for hit in searcher.search(narrow, limit=_LIMITS.max_found)]
            else:
                known = {term: self._variants(searcher, term) for term in asked}
                present = {term: variants for term, variants in known.items() if variants}
                found = self._find(searcher, present, len(asked), narrow)
            counts: dict[str, Counter[str]] = {}
            for hit, _ in found:
                for name, words in hit["stored"]["facets"].items():
                    counts.setdefault(name, Counter()).update(words)
            hits = tuple(
                SearchHit(
                    hit["id"], hit["stored"]["title"], round(hit.score, 4), excerpt(hit["stored"]["text"], set(asked))
                )
                for hit, _ in found[: wanted.limit]
            )
            facets = {
                name: tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
                for name, counter in sorted(counts.items())
            }
            meant = "" if hits and not asked else self._did_you_mean(searcher, wanted.words, asked)
            return SearchResult(hits, len(found), facets, meant)

    def _variants(self, searcher: Any, term: str) -> list[tuple[str, float]]:
        """The term and its synonyms, as far as the index holds them, with their weights."""
        others = [(stem(word), _LIMITS.synonym_weight) for word in self._synonyms.get(term, ()) if " " not in word]
        return [
            (one, weight)
            for one, weight in dict([*others, (term, 1.0)]).items()
            if any(searcher.doc_frequency(name, one) for name in FIELDS)
        ]

    def _find(
        self, searcher: Any, present: Mapping[str, list[tuple[str, float]]], asked: int, narrow: Any
    ) -> list[Any]:
        if not present:
            return []
        by_term = [
            query.Or(
                [
                    query.Term(name, one, boost=boost * weight)
                    for one, weight in variants
                    for name, boost in FIELDS.items()
                ]
            )
            for variants in present.values()
        ]
        results = searcher.search(query.Or(by_term), limit=_LIMITS.max_found, filter=narrow, terms=True)
        need = _needed(asked)
        owner = {one: term for term, variants in present.items() for one, _ in variants}
        found = []
        for hit in results:
            held = {owner.get(_text(text), "") for _, text in hit.matched_terms()}
            held.discard("")
            if len(held) >= need:
                found.append((hit, len(held)))
        # More of the words beats more of one word.
        found.sort(key=lambda pair: (-(pair[0].score * (pair[1] / asked)), pair[0]["id"]))
        return found

    def _did_you_mean(self, searcher: Any, words: str, asked: list[str]) -> str:
        """The query with unknown words put right, where the index holds near ones; else nothing."""
        meant = words
        for word in words.split()[: _LIMITS.max_guesses]:
            term = word.lower().strip(".,:;!?\"'`()")
            if len(term) < _LIMITS.min_guessed_letters or not term.isalpha() or stem(term) not in asked:
                continue
            if any(searcher.doc_frequency(name, stem(term)) for name in FIELDS) or stem(term) in self._synonyms:
                continue
            for name in ("title", "body"):
                near = searcher.corrector(name).suggest(stem(term), limit=1, maxdist=_LIMITS.max_distance, prefix=1)
                if near:
                    meant = meant.replace(word, near[0])
                    break
        return "" if meant == words else meant


def _query_terms(words: str) -> list[str]:
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


def _facet(name: str, word: str) -> str:
    return json.dumps([name, word])[1:-1].replace(",", "=").replace('"', "").lower()


def _text(raw: Any) -> str:
    return raw.decode("utf-8") if isinstance(raw, bytes) else str(raw)


def excerpt(text: str, asked: set[str]) -> Excerpt:
    """The stretch of a text that holds most of the terms, with them marked."""
    found = [term for term in terms(text) if term.text in asked]
    if not found:
        short = text[:_EXCERPT]
        return Excerpt(short, ())
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
    piece = text[start:end].replace("\n", " ")
    return Excerpt(piece, tuple(marks))
