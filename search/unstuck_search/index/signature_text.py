"""The full text of articles that are given by their signatures, titles and bodies, as the published vectors are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from unstuck_search.fulltext.build import TextEntry, build_text_search
from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.search import ShownRecord, TextSearch
from unstuck_search.fulltext.term_weights import term_weights
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.signatures.signature import Signature


def text_of_signatures(
    signatures: Iterable[Signature], contexts: Mapping[str, ArticleContext], bodies: Mapping[str, str]
) -> TextSearch:
    """What searches read of articles without any other field."""
    return build_text_search(entries_of_signatures(signatures, contexts, bodies), {})


def entries_of_signatures(
    signatures: Iterable[Signature], contexts: Mapping[str, ArticleContext], bodies: Mapping[str, str]
) -> list[TextEntry]:
    """The same, one by one."""
    errors: dict[str, list[str]] = defaultdict(list)
    for signature in signatures:
        errors[signature.kb_id].append(signature.text)
    entries = []
    for kb_id in sorted({*contexts, *errors}):
        title = contexts[kb_id].title if kb_id in contexts else ""
        record = Record(kb_id, title, "\n".join(errors[kb_id]), body=bodies.get(kb_id, ""))
        entries.append(TextEntry(kb_id, term_weights(record), ShownRecord(record.title, record.body)))
    return entries
