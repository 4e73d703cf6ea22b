"""What answers away from the knowledge base's own machine: the errors feed, its terms, and the browser's index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from unstuck.feeds import errors_files, terms_json
from unstuck.feeds.about import About
from unstuck.feeds.parts import listed_part, reference
from unstuck.json_data import JSON
from unstuck.output import OutputFile
from unstuck.packing import digest
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Closing, Unit
from unstuck_search.index.browser_shards import (
    anchors_shard,
    article_shard,
    index_script,
    near_shard,
    shown_shard,
    text_shard,
    word_shard,
)
from unstuck_search.index.file.rows import IndexRows
from unstuck_search.index.layout import ShardLayout, make_layout
from unstuck_search.partition import cut


def index_units(
    about: About, path: Path, articles: Sequence[SiteArticle], shown: Mapping[str, bytes], salt: bytes
) -> Iterator[Unit | Closing]:
    """The units of all indexes; `articles` are those of the site, which an index file holds, `shown` their
    `shown_keys`.

    The makers open the file themselves, since they may run in another process.
    """
    known = {article.kb_id: article for article in articles}
    layout = make_layout(known)
    with IndexRows(path) as rows:
        sums, unanchored, anchors = rows.article_sums(), rows.unanchored(), rows.anchors_sum()
        words, terms, near = rows.word_sums(), rows.term_sums(), rows.near()
    yield from _errors_units(about, path, known, shown, sums, salt)
    yield Unit(
        "index/first",
        digest(salt, layout.version, len(known), unanchored),
        lambda: _scripts([index_script(layout, unanchored)]),
    )
    if layout.shards["w"] > 1:
        key = digest(salt, layout.version, anchors)
        yield Unit("index/anchors", key, partial(_anchors, path, layout))
    for number, total in enumerate(words):
        yield Unit(f"index/w/{number}", digest(salt, layout.version, total), partial(_words, path, layout, number))
    for number, ids in enumerate(layout.articles("a")):
        key = digest(salt, layout.version, [(layout.numbers[kb_id], sums[kb_id]) for kb_id in ids])
        yield Unit(f"index/a/{number}", key, partial(_articles, path, layout, number, ids))
    for number, ids in enumerate(layout.articles("s")):
        key = digest(salt, layout.version, [(layout.numbers[kb_id], shown[kb_id]) for kb_id in ids])
        held = {kb_id: known[kb_id] for kb_id in ids}
        yield Unit(f"index/s/{number}", key, partial(_shown, layout, number, held, known))
    for number, total in enumerate(terms):
        yield Unit(f"index/x/{number}", digest(salt, layout.version, total), partial(_text, path, layout, number))
    for letter, found in near.items():
        make = partial(_near, layout, letter, found)
        yield Unit(f"index/d/{letter}", digest(salt, layout.version, found), make)


def _errors_units(
    about: About,
    path: Path,
    known: Mapping[str, SiteArticle],
    shown: Mapping[str, bytes],
    sums: Mapping[str, bytes],
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
    keys = []
    for ids in parts:
        rows = [(known[kb_id].part.stated, shown[kb_id], sums[kb_id]) for kb_id in ids]
        keys.append(digest(salt, rows))
        if len(parts) > 1:
            make = partial(_errors_part, about, path, ids, known)
            yield Unit(errors_files.part_path(ids[0]), keys[-1], make)
    key = digest(salt, keys, terms.key)
    yield Closing(errors_files.NAME, key, partial(_errors_index, about, path, parts, known))


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
    about: About, path: Path, ids: Sequence[str], known: Mapping[str, SiteArticle]
) -> Iterator[OutputFile]:
    stated = [_stated(known[kb_id], known) for kb_id in ids]
    yield OutputFile(*errors_files.errors_part(about.title, about.base_url, stated, _confidence_inputs(path, ids)))


def _errors_index(
    about: About,
    path: Path,
    parts: Sequence[Sequence[str]],
    known: Mapping[str, SiteArticle],
    digests: Mapping[str, str],
) -> Iterator[OutputFile]:
    terms = reference(terms_json.NAME, digests[terms_json.NAME])
    if len(parts) == 1:
        stated = [_stated(one, known) for one in known.values()]
        inputs = _confidence_inputs(path, known)
        yield OutputFile(*errors_files.errors_file(about.title, about.base_url, stated, inputs, terms))
        return
    listed = []
    with IndexRows(path) as rows:
        for ids in parts:
            own = errors_files.part_path(ids[0])
            listed.append(listed_part(own, digests[own], ids) | {"errors": rows.count_signatures(ids)})
    yield OutputFile(*errors_files.errors_index(about.title, about.base_url, listed, terms))


def _confidence_inputs(path: Path, ids: Iterable[str]) -> dict[str, JSON]:
    with IndexRows(path) as rows:
        return errors_files.confidence_inputs(rows.entries(ids))


def _stated(article: SiteArticle, known: Mapping[str, SiteArticle]) -> errors_files.Stated:
    return article.shown(known), article.entry().signatures


def _shown(
    layout: ShardLayout, number: int, held: Mapping[str, SiteArticle], known: Mapping[str, SiteArticle]
) -> Iterator[OutputFile]:
    return _scripts([shown_shard(layout, number, {kb_id: one.shown(known).to_json() for kb_id, one in held.items()})])


def _anchors(path: Path, layout: ShardLayout) -> Iterator[OutputFile]:
    with IndexRows(path) as rows:
        return _scripts([anchors_shard(layout, rows.anchors())])


def _words(path: Path, layout: ShardLayout, number: int) -> Iterator[OutputFile]:
    with IndexRows(path) as rows:
        return _scripts([word_shard(layout, number, rows.word_shard(number))])


def _articles(path: Path, layout: ShardLayout, number: int, ids: Sequence[str]) -> Iterator[OutputFile]:
    with IndexRows(path) as rows:
        return _scripts([article_shard(layout, number, rows.articles(ids))])


def _text(path: Path, layout: ShardLayout, number: int) -> Iterator[OutputFile]:
    with IndexRows(path) as rows:
        return _scripts([text_shard(layout, number, rows.text_shard(number))])


def _near(layout: ShardLayout, letter: str, found: str) -> Iterator[OutputFile]:
    return _scripts([near_shard(layout, letter, json.loads(found))])


def _scripts(files: Iterable[tuple[str, str]]) -> Iterator[OutputFile]:
    return (OutputFile(path, script.encode()) for path, script in files)
