"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.feeds.errors_files import confidence_inputs, errors_files
from unstuck.feeds.errors_json import read_contexts
from unstuck.feeds.terms_json import reference, terms_files
from unstuck.json_data import JSON
from unstuck.lookup.index_entry import IndexEntry
from unstuck.output import OutputFile
from unstuck.packing import digest, pack, unpack
from unstuck.site.unit import Unit
from unstuck.store import Store
from unstuck_search.index.browser_shards import (
    ShardLayout,
    make_layout,
    match_shards,
    near_shard,
    shown_shards,
    text_shard,
)
from unstuck_search.index.build import Index
from unstuck_search.index.sqlite_file import TextRows, open_index
from unstuck_search.rules import load_rules


class SiteIndex:
    """The indexes of a site's articles. `feed` is their errors feed, `path` an index file that holds them; `made` is
    the matcher's index where that was made for it just now."""

    def __init__(self, feed: ErrorsFeed, path: Path, made: Index | None) -> None:
        self.feed = feed
        self.path = path
        self._made = made

    @functools.cached_property
    def match(self) -> Index:
        """The matcher's index."""
        return self._made or open_index(self.path, load_rules()).index


def index_units(index: SiteIndex, entries: Sequence[IndexEntry], store: Store, salt: bytes) -> Iterator[Unit]:
    """The units of all indexes; `entries` are the articles'."""
    feed = index.feed
    contexts = read_contexts(feed.articles)
    layout = make_layout(contexts)
    stated = digest(salt, feed.signatures, contexts)
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
    yield Unit("index/shown", shown, shows)
    rows = TextRows(index.path)
    for number, total in enumerate(rows.sums()):
        yield Unit(f"index/x/{number}", digest(salt, layout.version, total), partial(_text, index.path, layout, number))
    for letter, found in rows.near().items():
        make = partial(_near, layout, letter, found)
        yield Unit(f"index/d/{letter}", digest(salt, layout.version, found), make)


def _text(path: Path, layout: ShardLayout, number: int) -> Iterator[OutputFile]:
    # Opened here, since this may be another process.
    return _scripts([text_shard(layout, number, TextRows(path).shard(number))])


def _near(layout: ShardLayout, letter: str, found: str) -> Iterator[OutputFile]:
    return _scripts([near_shard(layout, letter, json.loads(found))])


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
