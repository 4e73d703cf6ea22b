"""What an index takes from each article, kept from one time to the next, so that only changed files are read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck.article.model import Article
from unstuck.feeds import errors_json
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle, FeedSignature
from unstuck_search.fulltext.build import TextEntry, build_text_search
from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.search import EXCERPT_SOURCE, ShownRecord, TextSearch
from unstuck_search.fulltext.term_weights import term_weights
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.file.articles import IndexedArticle


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One article's part of the errors feed; the weights of its terms in full text, as JSON, since ten thousand of
    these must fit in memory; and the text that excerpts are taken from."""

    article: FeedArticle
    signatures: tuple[FeedSignature, ...]
    terms: str
    text: str

    @property
    def kb_id(self) -> str:
        return self.article.kb_id


def make_index_entry(article: Article, record: Record) -> IndexEntry:
    """The entry of an article, given its full-text record."""
    return IndexEntry(
        errors_json.feed_article(article),
        errors_json.feed_signatures(article),
        json.dumps(term_weights(record), ensure_ascii=False, separators=(",", ":")),
        "\n".join(text for text in (record.tldr, record.errors, record.symptoms, record.body) if text)[:EXCERPT_SOURCE],
    )


def text_search_of(entries: Iterable[IndexEntry], synonyms: Mapping[str, Sequence[str]]) -> TextSearch:
    """What searches read, made of entries and a vocabulary's synonyms."""
    ordered = sorted(entries, key=lambda one: one.kb_id)
    return build_text_search([text_entry(one) for one in ordered], synonyms)


def text_entry(entry: IndexEntry) -> TextEntry:
    """An entry's part of full text."""
    return _text_entry(entry.article, json.loads(entry.terms), entry.text)


def contexts_of(entries: Iterable[IndexEntry]) -> dict[str, ArticleContext]:
    """What the matcher reads of articles besides their signatures, by id."""
    return errors_json.read_contexts(entry.article for entry in entries)


def indexed(entry: IndexEntry, source: bytes) -> IndexedArticle:
    """All that an index file holds of an article, given the key of its entry."""
    signatures = errors_json.read_signatures(entry.signatures)
    context = contexts_of([entry])[entry.kb_id]
    return IndexedArticle(text_entry(entry), signatures, context, entry.article.to_json(), source)


def text_of_feed(feed: ErrorsFeed, weights: Iterable[tuple[str, Mapping[str, int]]]) -> list[TextEntry]:
    """What searches read of each article of a published feed, given the term weights of its articles."""
    by_id = {article.kb_id: article for article in feed.articles}
    return [_text_entry(by_id[kb_id], held, by_id[kb_id].tldr.text) for kb_id, held in weights]


def _text_entry(article: FeedArticle, weights: Mapping[str, int], text: str) -> TextEntry:
    facets = {
        "category": [article.category] if article.category else [],
        "platform": article.platform,
        "technology": article.technologies,
        "tag": article.tags,
        "criticality": [article.criticality] if article.criticality else [],
    }
    return TextEntry(article.kb_id, weights, ShownRecord(article.title, text), facets)


def feed_of(entries: Collection[IndexEntry], title: str, base_url: str) -> ErrorsFeed:
    """The errors feed made of entries."""
    signatures = [signature for entry in entries for signature in entry.signatures]
    return errors_json.errors_feed(title, base_url, [entry.article for entry in entries], signatures)
