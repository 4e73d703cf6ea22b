"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.feeds import errors_files, terms_json
from unstuck.feeds.about import About
from unstuck.feeds.parts import cut, listed_part, reference
from unstuck.json_data import JSON
from unstuck.output import OutputFile
from unstuck.packing import digest, pack, unpack
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Closing, Unit
from unstuck.store import Store
from unstuck_search.index.browser_shards import (
    ShardLayout,
    make_layout,
    match_shards,
    near_shard,
    shown_shard,
    text_shard,
)
from unstuck_search.index.build import Index
from unstuck_search.index.sqlite_file import TextRows, open_index
from unstuck_search.rules import load_rules


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The indexes of a site's articles: an index file that holds them; `made` is the matcher's index where that was
    made for it just now."""

    path: Path
    made: Index | None

    def match(self) -> Index:
        """The matcher's index. Each call opens the file: a worker may not use what another process opened."""
        return self.made or open_index(self.path, load_rules()).index


def index_units(
    about: About,
    index: SiteIndex,
    articles: Sequence[SiteArticle],
    shown: Mapping[str, bytes],
    store: Store,
    salt: bytes,
) -> Iterator[Unit | Closing]:
    """The units of all indexes; `articles` are those of the site, `shown` their `shown_keys`."""
    known = {article.kb_id: article for article in articles}
    layout = make_layout(known)
    stated = digest(salt, [(article.kb_id, article.part.stated) for article in articles])
    yield from _errors_units(about, index, known, shown, stated, store, salt)
    yield Unit("index/match", stated, lambda: _scripts(match_shards(layout, index.match())))
    by_shard: dict[int, dict[str, SiteArticle]] = {number: {} for number in range(layout.shards["s"])}
    for article in articles:
        by_shard[layout.numbers[article.kb_id] % len(by_shard)][article.kb_id] = article
    for number, held in by_shard.items():
        key = digest(salt, layout.version, [(layout.numbers[one], shown[one]) for one in held])
        yield Unit(f"index/s/{number}", key, partial(_shown, layout, number, held, known))
    rows = TextRows(index.path)
    for number, total in enumerate(rows.sums()):
        yield Unit(f"index/x/{number}", digest(salt, layout.version, total), partial(_text, index.path, layout, number))
    for letter, found in rows.near().items():
        make = partial(_near, layout, letter, found)
        yield Unit(f"index/d/{letter}", digest(salt, layout.version, found), make)


def _errors_units(
    about: About,
    index: SiteIndex,
    known: Mapping[str, SiteArticle],
    shown: Mapping[str, bytes],
    stated: bytes,
    store: Store,
    salt: bytes,
) -> Iterator[Unit | Closing]:
    """The errors feed and its terms: whole, or their parts and the indexes that name these."""
    parts = cut(((kb_id, one.part.errors_size) for kb_id, one in known.items()), errors_files.MAX_FILE)
    weighed = cut(((kb_id, one.part.terms_size) for kb_id, one in known.items()), terms_json.MAX_FILE)
    keys: list[bytes] = []
    for ids in weighed if len(weighed) > 1 else ():
        keys.append(digest(salt, [(kb_id, known[kb_id].part.weighed) for kb_id in ids]))
        yield Unit(terms_json.terms_path(ids[0]), keys[-1], partial(_terms_part, [known[kb_id] for kb_id in ids]))
    terms = Closing(terms_json.NAME, digest(salt, weighed, keys), partial(_terms_index, weighed))
    if len(weighed) == 1:
        key = digest(salt, [(one.kb_id, one.part.weighed) for one in known.values()])
        terms = Closing(terms_json.NAME, key, partial(_terms_file, known))
    yield terms
    inputs = _confidence_inputs(store, stated, parts, index)
    stated_keys = []
    for ids, packed in zip(parts, inputs, strict=True):
        rows = [(known[kb_id].part.stated, shown[kb_id]) for kb_id in ids]
        stated_keys.append(digest(salt, rows, packed))
        if len(parts) > 1:
            path = errors_files.part_path(ids[0])
            yield Unit(path, stated_keys[-1], partial(_errors_part, about, ids, known, packed))
    key = digest(salt, stated_keys, terms.key)
    yield Closing(errors_files.NAME, key, partial(_errors_index, about, parts, known, inputs))


def _terms_part(articles: Iterable[SiteArticle]) -> Iterator[OutputFile]:
    rows = [(one.kb_id, one.entry().terms) for one in articles]
    yield OutputFile(terms_json.terms_path(rows[0][0]), terms_json.terms_file(rows))


def _terms_file(known: Mapping[str, SiteArticle], _: Mapping[str, str]) -> Iterator[OutputFile]:
    rows = ((kb_id, one.entry().terms) for kb_id, one in known.items())
    yield OutputFile(terms_json.NAME, terms_json.terms_file(rows))


def _terms_index(parts: Sequence[Sequence[str]], digests: Mapping[str, str]) -> Iterator[OutputFile]:
    paths = {terms_json.terms_path(ids[0]): ids for ids in parts}
    listed = [listed_part(path, digests[path], ids) for path, ids in paths.items()]
    yield OutputFile(terms_json.NAME, terms_json.terms_file((), listed))


def _errors_part(
    about: About, ids: Sequence[str], known: Mapping[str, SiteArticle], packed: bytes
) -> Iterator[OutputFile]:
    stated = [_stated(known[kb_id], known) for kb_id in ids]
    yield OutputFile(*errors_files.errors_part(about.title, about.base_url, stated, _unpacked(packed)))


def _errors_index(
    about: About,
    parts: Sequence[Sequence[str]],
    known: Mapping[str, SiteArticle],
    inputs: Sequence[bytes],
    digests: Mapping[str, str],
) -> Iterator[OutputFile]:
    terms = reference(terms_json.NAME, digests[terms_json.NAME])
    if len(parts) == 1:
        stated = [_stated(one, known) for one in known.values()]
        file = errors_files.errors_file(about.title, about.base_url, stated, _unpacked(inputs[0]), terms)
        yield OutputFile(*file)
        return
    listed = []
    for ids, packed in zip(parts, inputs, strict=True):
        path = errors_files.part_path(ids[0])
        listed.append(listed_part(path, digests[path], ids) | {"errors": len(_unpacked(packed))})
    yield OutputFile(*errors_files.errors_index(about.title, about.base_url, listed, terms))


def _stated(article: SiteArticle, known: Mapping[str, SiteArticle]) -> errors_files.Stated:
    return article.shown(known), article.entry().signatures


def _shown(
    layout: ShardLayout, number: int, held: Mapping[str, SiteArticle], known: Mapping[str, SiteArticle]
) -> Iterator[OutputFile]:
    return _scripts([shown_shard(layout, number, {kb_id: one.shown(known).to_json() for kb_id, one in held.items()})])


def _text(path: Path, layout: ShardLayout, number: int) -> Iterator[OutputFile]:
    # Opened here, since this may be another process.
    return _scripts([text_shard(layout, number, TextRows(path).shard(number))])


def _near(layout: ShardLayout, letter: str, found: str) -> Iterator[OutputFile]:
    return _scripts([near_shard(layout, letter, json.loads(found))])


def _scripts(files: Iterable[tuple[str, str]]) -> Iterator[OutputFile]:
    return (OutputFile(path, script.encode()) for path, script in files)


def _confidence_inputs(store: Store, stated: bytes, parts: Sequence[Sequence[str]], index: SiteIndex) -> list[bytes]:
    """What the scorer knows of the signatures of each part of the feed, packed: as it was kept, or from an index."""
    keys = [digest(stated, ids) for ids in parts]
    kept = dict(store.get("confidence", keys))
    if len(kept) < len(set(keys)):
        made = errors_files.confidence_inputs(index.match())
        of_article: dict[str, dict[str, JSON]] = defaultdict(dict)
        for identity, found in made.items():
            of_article[identity.rpartition("#")[0]][identity] = found
        kept = {
            key: pack({one: found for kb_id in ids for one, found in of_article[kb_id].items()})
            for key, ids in zip(keys, parts, strict=True)
        }
        store.put("confidence", kept.items())
        store.prune("confidence", keys)
    return [kept[key] for key in keys]


def _unpacked(packed: bytes) -> dict[str, JSON]:
    return unpack(packed, dict[str, JSON]) or {}
