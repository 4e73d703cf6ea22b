"""All feeds of a site: articles to the files that programs read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from unstuck.addresses import article_path, facet_path, tag_feed_path, word_slug
from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds import chunks
from unstuck.feeds.about import About
from unstuck.feeds.atom import MAX_ENTRIES, atom
from unstuck.feeds.crawlers import opensearch, robots, sitemaps
from unstuck.feeds.json_feed import feed_page, feed_pages
from unstuck.feeds.llms import FullPart, Group, full_index, full_part, full_parts, llms_lists
from unstuck.feeds.parts import listed_part
from unstuck.output import OutputFile
from unstuck.packing import digest
from unstuck.schemas import published_schemas
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Closing, Unit
from unstuck_search.partition import cut


def feed_units(
    about: About,
    vocabulary: Vocabulary,
    articles: Sequence[SiteArticle],
    shown: Mapping[str, bytes],
    today: datetime.date,
    salt: bytes,
) -> Iterator[Unit | Closing]:
    """The feeds of a site but for the errors feed; `shown` are the `shown_keys` of its articles."""
    source = _Source(articles, shown)
    keys = {one.kb_id: digest(shown[one.kb_id], one.part.stated) for one in articles}
    newest_first = sorted(sorted(articles, key=lambda one: one.kb_id), key=_changed, reverse=True)
    yield from _feed_units(about, source, newest_first, keys, salt)
    yield from _atom_units(about, vocabulary, source, newest_first, keys, today, salt)
    yield from _chunk_units(articles, salt)
    yield from _llms_units(about, vocabulary, source, salt)
    pages = [("index.html", ""), *((article_path(one.kb_id), _changed(one)) for one in articles)]
    yield Unit("sitemap.xml", digest(salt, pages), lambda: _files(sitemaps(about, pages)))
    yield Unit("crawlers", digest(salt), partial(_crawlers, about))


class _Source:
    """What feeds are made of, each read when it is first asked for."""

    def __init__(self, articles: Sequence[SiteArticle], shown: Mapping[str, bytes]) -> None:
        self.articles = articles
        self.shown_keys = shown
        self.known = {one.kb_id: one for one in articles}
        self.atom_entries: dict[tuple[str, int], str] = {}

    @staticmethod
    def errors_of(article: SiteArticle) -> list[str]:
        """The signatures of an article as text."""
        return ["\n".join(signature.lines) for signature in article.entry().signatures]


def _changed(article: SiteArticle) -> str:
    return str(article.card.changed or "")


def _feed_units(
    about: About, source: _Source, newest_first: Sequence[SiteArticle], keys: Mapping[str, bytes], salt: bytes
) -> Iterator[Unit]:
    """The pages of the JSON feed."""
    pages = feed_pages((one.kb_id, one.part.item_size) for one in newest_first)
    for (path, ids), next_path in zip(pages.items(), [*list(pages)[1:], ""], strict=True):
        held = [source.known[kb_id] for kb_id in ids]
        key = digest(salt, [keys[kb_id] for kb_id in ids], next_path)
        yield Unit(path, key, partial(_feed_page, about, path, held, next_path))


def _feed_page(about: About, path: str, articles: Iterable[SiteArticle], next_path: str) -> Iterator[OutputFile]:
    yield OutputFile(*feed_page(about, path, (one.text().item for one in articles), next_path))


def _chunk_units(articles: Sequence[SiteArticle], salt: bytes) -> Iterator[Unit | Closing]:
    """`kb.jsonl`: whole, or its parts and the lines that name these."""
    known = {one.kb_id: one for one in articles}
    parts = cut(((one.kb_id, one.part.lines_size) for one in articles), chunks.MAX_FILE)
    keys = [digest(salt, [known[kb_id].key for kb_id in ids]) for ids in parts]
    if len(parts) == 1:
        yield Unit(chunks.NAME, keys[0], partial(_chunks, chunks.NAME, articles))
        return
    paths = [chunks.part_path(ids[0]) for ids in parts]
    for path, ids, key in zip(paths, parts, keys, strict=True):
        yield Unit(path, key, partial(_chunks, path, [known[kb_id] for kb_id in ids]))

    def index(digests: Mapping[str, str]) -> Iterator[OutputFile]:
        listed = [listed_part(path, digests[path], ids) for path, ids in zip(paths, parts, strict=True)]
        yield OutputFile(chunks.NAME, chunks.parts_index(listed))

    yield Closing(chunks.NAME, digest(salt, paths, keys), index)


def _chunks(path: str, articles: Iterable[SiteArticle]) -> Iterator[OutputFile]:
    yield OutputFile(path, b"".join(one.text().lines for one in articles))


def _files(files: Iterator[tuple[str, bytes]]) -> Iterator[OutputFile]:
    return (OutputFile(path, data) for path, data in files)


def _crawlers(about: About) -> Iterator[OutputFile]:
    yield OutputFile("robots.txt", robots(about))
    if about.base_url:
        yield OutputFile("opensearch.xml", opensearch(about))
    yield from _files(iter(published_schemas()))


def _atom_units(
    about: About,
    vocabulary: Vocabulary,
    source: _Source,
    newest_first: Sequence[SiteArticle],
    keys: Mapping[str, bytes],
    today: datetime.date,
    salt: bytes,
) -> Iterator[Unit]:
    having: dict[str, list[SiteArticle]] = defaultdict(list)
    for article in newest_first:
        for tag in dict.fromkeys(article.card.tags):
            having[tag].append(article)
    feeds: list[tuple[str, str, str, Sequence[SiteArticle]]] = [("atom.xml", about.title, "index.html", newest_first)]
    for tag, found in having.items():
        title = f"{about.title}: {vocabulary.title('tags', tag)}"
        feeds.append((tag_feed_path(tag), title, facet_path("tags", tag), found))
    for path, title, page, held in feeds:
        newest = held[:MAX_ENTRIES]
        dated = any(one.card.changed for one in newest)
        key = digest(salt, title, [keys[one.kb_id] for one in newest], None if dated else today)
        yield Unit(path, key, partial(_atom, about, path, title, page, newest, source, today))


def _atom(
    about: About,
    path: str,
    title: str,
    page: str,
    articles: Sequence[SiteArticle],
    source: _Source,
    today: datetime.date,
) -> Iterator[OutputFile]:
    errors = {one.kb_id: source.errors_of(one) for one in articles}
    entries = [one.shown(source.known) for one in articles]
    yield OutputFile(path, atom(about, path, title, page, entries, errors, today, source.atom_entries))


def _llms_units(about: About, vocabulary: Vocabulary, source: _Source, salt: bytes) -> Iterator[Unit]:
    by_category: dict[str, list[SiteArticle]] = defaultdict(list)
    for article in source.articles:
        by_category[article.card.category].append(article)
    groups = [
        (vocabulary.title("categories", word) if word else "Other", word_slug(word or "other"), by_category[word])
        for word in sorted(by_category)
    ]
    facts = [(title, slug, [source.shown_keys[one.kb_id] for one in held]) for title, slug, held in groups]
    yield Unit("llms.txt", digest(salt, facts), partial(_lists, about, groups, source))
    sized = [(title, slug, [(one.kb_id, one.part.markdown_size) for one in held]) for title, slug, held in groups]
    parts = full_parts(about, sized)
    for part in parts:
        held = [source.known[kb_id] for kb_id in part.ids]
        key = digest(salt, [(one.key, source.shown_keys[one.kb_id]) for one in held])
        yield Unit(part.path, key, partial(_full_part, about, part, held, source))
    if len(parts) > 1:
        rows = [(part.path, part.title, len(part.ids)) for part in parts]
        yield Unit("llms-full.txt", digest(salt, rows), lambda: _files(iter([full_index(about, parts)])))


def _lists(
    about: About, groups: Iterable[tuple[str, str, Sequence[SiteArticle]]], source: _Source
) -> Iterator[OutputFile]:
    shown = [Group(title, slug, [one.shown(source.known) for one in held]) for title, slug, held in groups]
    return _files(llms_lists(about, shown))


def _full_part(about: About, part: FullPart, articles: Iterable[SiteArticle], source: _Source) -> Iterator[OutputFile]:
    texts = ((one.shown(source.known), one.text().markdown) for one in articles)
    yield OutputFile(*full_part(about, part, texts))
