"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.errors_files import confidence_inputs, errors_files
from unstuck.feeds.errors_json import read_contexts, read_signatures
from unstuck.feeds.terms_json import reference, terms_files
from unstuck.lookup.index_entry import text_search_of
from unstuck.output import OutputFile
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Unit, digest
from unstuck_search.index.browser_shards import BrowserIndexInput, make_shards
from unstuck_search.index.build import Index, build_index
from unstuck_search.rules import load_rules


def index_units(
    articles: Sequence[SiteArticle], feed: ErrorsFeed, vocabulary: Vocabulary, salt: bytes
) -> Iterator[Unit]:
    """The units of all indexes; `feed` is the errors feed of all `articles`."""
    entries = [article.part.index_entry for article in articles]
    contexts = read_contexts(feed.articles)

    @functools.cache
    def index() -> Index:
        return build_index(read_signatures(feed.signatures), contexts, load_rules())

    stated = digest(salt, feed.signatures, contexts)
    shown = digest(salt, feed.articles)
    counted = digest(salt, [(entry.kb_id, entry.terms) for entry in entries])

    def errors() -> Iterator[OutputFile]:
        terms = list(terms_files((entry.kb_id, entry.terms) for entry in entries))
        for path, data in (*terms, *errors_files(feed, confidence_inputs(index()), reference(*terms[-1]))):
            yield OutputFile(path, data)

    yield Unit("errors.json", digest(stated, shown, counted), errors)

    def shards() -> Iterator[OutputFile]:
        text = text_search_of(entries, vocabulary.synonyms())
        for path, script in make_shards(
            BrowserIndexInput(index(), text, {one.kb_id: one.to_json() for one in feed.articles})
        ):
            yield OutputFile(path, script.encode())

    yield Unit("index", digest(stated, shown, counted), shards)
