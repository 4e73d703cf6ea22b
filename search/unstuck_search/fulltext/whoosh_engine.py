"""The query language, answered by Whoosh: the only file that knows it.

`title:exec AND NOT tag:docker` is for people who ask for it on purpose; a pasted text never comes here. The index lies
in a folder of the user's own (Whoosh unpickles its table of contents) or, without a folder, in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, qparser, query, scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.system import pack_uint

from unstuck_search.fulltext.engine import EngineBusyError, Query, QueryError, Record, SearchHit, SearchResult
from unstuck_search.fulltext.search import EXCERPT_SOURCE, excerpt, query_terms, sorted_counts
from unstuck_search.fulltext.tokens import count_terms, terms
from unstuck_search.rules import load_rules

_RULES = load_rules()
_LIMITS = _RULES.limits
_VERSION = "3"
_MERGED = 2_000  # records up to which every change leaves one segment
_MEMORY_MB = 128  # postings held before they are sorted and written to a run on disk
FACETS = ("category", "criticality", "platform", "tag", "technology")


class _Counted(fields.FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field whose value is how often it holds each of our terms. No positions: phrases are what `match` is for."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), None, scorable=True)

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term with its count, its weight, and what its posting stores."""
        for term, count in value.items():
            yield term.encode("utf-8"), count, float(count), pack_uint(count)

    def process_text(self, text: str, **_: Any) -> list[str]:
        """The terms of a piece of a query."""
        return list(dict.fromkeys(term.text for term in terms(text)))


def _schema() -> Any:
    texts: dict[str, Any] = {name: _Counted() for name in _RULES.text_fields}
    facets = {name: fields.KEYWORD(lowercase=True, commas=True) for name in FACETS}
    return fields.Schema(id=fields.ID(unique=True, stored=True), stored=fields.STORED, **texts, **facets)


class WhooshEngine:
    """The embedded engine of the query language."""

    def __init__(self, folder: Path | None = None) -> None:
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
        writer = self._writer(limitmb=_MEMORY_MB)
        add = writer.add_document if self._index.is_empty() else writer.update_document
        for record in records:
            counts = {name: count_terms(getattr(record, name)) for name in _RULES.text_fields}
            facets = {name: ",".join(_word(word) for word in record.facets.get(name, ())) for name in FACETS}
            text = "\n".join(part for part in (record.tldr, record.errors, record.symptoms, record.body) if part)
            stored = {
                "title": record.title,
                "text": text[:EXCERPT_SOURCE],
                "facets": {name: list(words) for name, words in record.facets.items()},
                "digest": record.digest,
            }
            add(id=record.id, stored=stored, **counts, **facets)
        # What was replaced counts in Whoosh's statistics until segments are merged; a small index can afford it.
        writer.commit(optimize=self._index.doc_count_all() < _MERGED)

    def remove(self, ids: Iterable[str]) -> None:
        """Take records out; unknown ids are not an error."""
        writer = self._writer()
        for kb_id in ids:
            writer.delete_by_term("id", kb_id)
        writer.commit()

    def search(self, wanted: Query) -> SearchResult:
        """Answer a query of the language; each facet narrows to one of its words.

        Raises:
            QueryError: it cannot be read, or asks for a field that there is not.
        """
        asked = self._parsed(wanted.words)
        narrowed = [
            query.Or([query.Term(name, _word(word)) for word in words])
            for name, words in wanted.facets.items()
            if words
        ]
        with self._index.searcher(weighting=scoring.BM25F(B=_LIMITS.text_b, K1=_LIMITS.text_k1)) as searcher:
            narrow = query.And(narrowed) if narrowed else None
            found = list(searcher.search(asked, limit=_LIMITS.max_found, filter=narrow))
            counts: dict[str, Counter[str]] = {}
            for hit in found:
                for name, words in hit["stored"]["facets"].items():
                    if words:
                        counts.setdefault(name, Counter()).update(words)
            marked = frozenset(query_terms(wanted.words))
            hits = tuple(
                SearchHit(
                    hit["id"], hit["stored"]["title"], round(hit.score, 4), excerpt(hit["stored"]["text"], marked)
                )
                for hit in found[: wanted.limit]
            )
        return SearchResult(hits, len(found), sorted_counts(counts))

    def _parsed(self, words: str) -> Any:
        worth = {name: share for name, (share, _) in _RULES.text_fields.items()}
        schema = self._index.schema
        # Wildcards at the front and regular expressions would look at every term: they are left out.
        plugins = [
            qparser.WhitespacePlugin(),
            qparser.SingleQuotePlugin(),
            qparser.FieldsPlugin(remove_unknown=False),
            qparser.PrefixPlugin(),
            qparser.GroupPlugin(),
            qparser.OperatorsPlugin(),
            qparser.BoostPlugin(),
        ]
        parser = qparser.MultifieldParser(list(worth), schema, plugins=plugins, fieldboosts=worth)
        try:
            asked = parser.parse(words[: _LIMITS.max_query])
        except Exception as error:  # noqa: BLE001  (the parser raises what its pieces do)
            raise QueryError(f"the query cannot be read ({error})") from None
        unknown = sorted({name for name, _ in asked.iter_all_terms()} - set(schema.names()))
        if unknown:
            raise QueryError(f"there is no field `{unknown[0]}`; fields are {', '.join((*worth, *FACETS))}")
        return asked


def _word(word: str) -> str:
    return word.replace(",", " ").lower()
