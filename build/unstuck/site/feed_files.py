"""All feeds of a site: articles to the files that programs read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from unstuck.addresses import article_path, facet_path, tag_feed_path, word_slug
from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.about import About
from unstuck.feeds.atom import atom
from unstuck.feeds.crawlers import opensearch, robots, sitemaps
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.feeds.json_feed import json_feed
from unstuck.feeds.llms import Group, llms_files
from unstuck.output import OutputFile
from unstuck.packing import digest
from unstuck.schemas import published_schemas
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Unit


def feed_units(
    about: About,
    vocabulary: Vocabulary,
    articles: Sequence[SiteArticle],
    feed: ErrorsFeed,
    today: datetime.date,
    salt: bytes,
) -> Iterator[Unit]:
    """The feeds of a site but for the errors feed; `feed` is that of all `articles`."""
    errors: dict[str, list[str]] = defaultdict(list)
    for signature in feed.signatures:
        errors[signature.kb_id].append("\n".join(signature.lines))
    entries = {article.kb_id: article for article in feed.articles}
    keys = {kb_id: digest(entry, errors.get(kb_id, [])) for kb_id, entry in entries.items()}
    every = digest(salt, list(keys.values()))
    dates = sorted(entry.updated for entry in feed.articles)
    yield Unit("feed.json", every, lambda: _files(json_feed(about, feed.articles, errors)))
    yield Unit("atom.xml", digest(every, None if any(dates) else today), lambda: [_atom(about, feed, errors, today)])
    yield from _tag_feeds(about, vocabulary, feed.articles, errors, keys, today, salt)
    texts = digest(every, [article.key for article in articles])
    yield Unit("kb.jsonl", texts, lambda: [OutputFile("kb.jsonl", b"".join(one.text().lines for one in articles))])
    yield Unit("llms.txt", texts, lambda: _files(llms_files(about, _groups(vocabulary, articles, entries))))
    pages = [("index.html", ""), *((article_path(article.kb_id), article.updated) for article in feed.articles)]
    yield Unit("sitemap.xml", digest(salt, pages), lambda: _files(sitemaps(about, pages)))
    yield Unit("crawlers", digest(salt), partial(_crawlers, about))


def _files(files: Iterator[tuple[str, bytes]]) -> Iterator[OutputFile]:
    return (OutputFile(path, data) for path, data in files)


def _crawlers(about: About) -> Iterator[OutputFile]:
    yield OutputFile("robots.txt", robots(about))
    if about.base_url:
        yield OutputFile("opensearch.xml", opensearch(about))
    yield from _files(iter(published_schemas()))


def _atom(about: About, feed: ErrorsFeed, errors: Mapping[str, Sequence[str]], today: datetime.date) -> OutputFile:
    data = atom(about, "atom.xml", about.title, "index.html", feed.articles, errors, today)
    return OutputFile("atom.xml", data)


def _tag_feeds(
    about: About,
    vocabulary: Vocabulary,
    entries: Sequence[FeedArticle],
    errors: Mapping[str, Sequence[str]],
    keys: Mapping[str, bytes],
    today: datetime.date,
    salt: bytes,
) -> Iterator[Unit]:
    having: dict[str, list[FeedArticle]] = defaultdict(list)
    for entry in entries:
        for tag in dict.fromkeys(entry.tags):
            having[tag].append(entry)
    for tag, found in having.items():
        dated = any(entry.updated for entry in found)
        key = digest(salt, [keys[entry.kb_id] for entry in found], None if dated else today)
        yield Unit(f"feed/{tag}", key, partial(_tag_feed, about, vocabulary, tag, found, errors, today))


def _tag_feed(
    about: About,
    vocabulary: Vocabulary,
    tag: str,
    entries: Sequence[FeedArticle],
    errors: Mapping[str, Sequence[str]],
    today: datetime.date,
) -> Iterator[OutputFile]:
    path = tag_feed_path(tag)
    title = f"{about.title}: {vocabulary.title('tags', tag)}"
    yield OutputFile(path, atom(about, path, title, facet_path("tags", tag), entries, errors, today))


def _groups(vocabulary: Vocabulary, articles: Sequence[SiteArticle], entries: Mapping[str, FeedArticle]) -> list[Group]:
    found: dict[str, list[tuple[FeedArticle, bytes]]] = defaultdict(list)
    for article in articles:
        found[article.card.category].append((entries[article.card.kb_id], article.text().markdown))
    return [
        Group(vocabulary.title("categories", word) if word else "Other", word_slug(word or "other"), found[word])
        for word in sorted(found)
    ]
