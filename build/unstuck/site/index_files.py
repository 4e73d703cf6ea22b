"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from unstuck.article.discovery import Listing
from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.errors_files import confidence_inputs, errors_files
from unstuck.feeds.errors_json import read_contexts, read_signatures
from unstuck.feeds.terms_json import reference, terms_files
from unstuck.json_data import JSON
from unstuck.lookup.index_entry import text_search_of
from unstuck.lookup.knowledge_base import KnowledgeBase, keep_index
from unstuck.output import OutputFile
from unstuck.packing import digest, pack, unpack
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Unit
from unstuck.store import Store
from unstuck_search.fulltext.search import TextSearch
from unstuck_search.index.browser_shards import make_layout, match_shards, shown_shards, text_shards
from unstuck_search.index.build import Index, build_index
from unstuck_search.rules import load_rules


class SiteIndex:
    """The indexes of a site's articles, each made when it is first asked for; `feed` is their errors feed."""

    def __init__(self, articles: Sequence[SiteArticle], feed: ErrorsFeed, vocabulary: Vocabulary) -> None:
        self.feed = feed
        self.entries = [article.entry for article in articles]
        self.contexts = read_contexts(feed.articles)
        self._vocabulary = vocabulary

    @functools.cached_property
    def match(self) -> Index:
        """The matcher's."""
        return build_index(read_signatures(self.feed.signatures), self.contexts, load_rules())

    @functools.cached_property
    def text(self) -> TextSearch:
        """Full text."""
        return text_search_of(self.entries, self._vocabulary.synonyms())

    def keep(self, knowledge_base: KnowledgeBase, listing: Listing) -> None:
        """Keep what was made for the matcher, so that the first question need not make it."""
        if "match" in self.__dict__:
            keep_index(knowledge_base, listing, self.match, self.text, self.feed)


def index_units(index: SiteIndex, store: Store, salt: bytes) -> Iterator[Unit]:
    """The units of all indexes."""
    feed, entries = index.feed, index.entries
    layout = make_layout(index.contexts)
    stated = digest(salt, feed.signatures, index.contexts)
    shown = digest(salt, feed.articles)
    weighed = digest(salt, [(entry.kb_id, entry.terms) for entry in entries])

    def errors() -> Iterator[OutputFile]:
        terms = list(terms_files((entry.kb_id, entry.terms) for entry in entries))
        inputs = _confidence_inputs(store, stated, index)
        for path, data in (*terms, *errors_files(feed, inputs, reference(*terms[-1]))):
            yield OutputFile(path, data)

    def shows() -> Iterator[OutputFile]:
        return _scripts(shown_shards(layout, {one.kb_id: one.to_json() for one in feed.articles}))

    yield Unit("errors.json", digest(stated, shown, weighed), errors, alone=True)
    yield Unit("index/match", stated, lambda: _scripts(match_shards(layout, index.match)), alone=True)
    yield Unit("index/text", digest(stated, weighed), lambda: _scripts(text_shards(layout, index.text)), alone=True)
    yield Unit("index/shown", shown, shows)


def _scripts(files: Iterable[tuple[str, str]]) -> Iterator[OutputFile]:
    return (OutputFile(path, script.encode()) for path, script in files)


def _confidence_inputs(store: Store, key: bytes, index: SiteIndex) -> dict[str, JSON]:
    """What the scorer knows of each signature, as it was kept, or from an index."""
    for _, data in store.get("confidence", [key]):
        kept = unpack(data, dict[str, JSON])
        if kept is not None:
            return kept
    made = confidence_inputs(index.match)
    store.put("confidence", [(key, pack(made))])
    store.prune("confidence", [key])
    return made
