"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.errors_files import confidence_inputs, errors_files
from unstuck.feeds.errors_json import read_contexts, read_signatures
from unstuck.feeds.terms_json import reference, terms_files
from unstuck.json_data import JSON
from unstuck.lookup.index_entry import text_search_of
from unstuck.output import OutputFile
from unstuck.packing import pack, unpack
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Unit, digest
from unstuck.store import Store
from unstuck_search.index.browser_shards import make_layout, match_shards, shown_shards, text_shards
from unstuck_search.index.build import Index, build_index
from unstuck_search.rules import load_rules


def index_units(
    articles: Sequence[SiteArticle], feed: ErrorsFeed, vocabulary: Vocabulary, store: Store, salt: bytes
) -> Iterator[Unit]:
    """The units of all indexes; `feed` is the errors feed of all `articles`."""
    entries = [article.entry for article in articles]
    contexts = read_contexts(feed.articles)
    layout = make_layout(contexts)
    stated = digest(salt, feed.signatures, contexts)
    shown = digest(salt, feed.articles)
    weighed = digest(salt, [(entry.kb_id, entry.terms) for entry in entries])

    @functools.cache
    def index() -> Index:
        return build_index(read_signatures(feed.signatures), contexts, load_rules())

    def errors() -> Iterator[OutputFile]:
        terms = list(terms_files((entry.kb_id, entry.terms) for entry in entries))
        inputs = _confidence_inputs(store, stated, index)
        for path, data in (*terms, *errors_files(feed, inputs, reference(*terms[-1]))):
            yield OutputFile(path, data)

    yield Unit("errors.json", digest(stated, shown, weighed), errors)
    yield Unit("index/match", stated, lambda: _scripts(match_shards(layout, index())))
    yield Unit(
        "index/text",
        digest(stated, weighed),
        lambda: _scripts(text_shards(layout, text_search_of(entries, vocabulary.synonyms()))),
    )
    shows = {one.kb_id: one for one in feed.articles}
    yield Unit(
        "index/shown",
        shown,
        lambda: _scripts(shown_shards(layout, {kb_id: one.to_json() for kb_id, one in shows.items()})),
    )


def _scripts(files: Iterable[tuple[str, str]]) -> Iterator[OutputFile]:
    return (OutputFile(path, script.encode()) for path, script in files)


def _confidence_inputs(store: Store, key: bytes, index: Callable[[], Index]) -> dict[str, JSON]:
    """What the scorer knows of each signature, as it was kept, or from an index."""
    for _, data in store.get("confidence", [key]):
        kept = unpack(data, dict[str, JSON])
        if kept is not None:
            return kept
    made = confidence_inputs(index())
    store.put("confidence", [(key, pack(made))])
    store.prune("confidence", [key])
    return made
