"""All feeds of a site: rendered articles to the files that programs read."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from unstuck.addresses import article_path, facet_path, tag_feed_path, word_slug
from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.about import About
from unstuck.feeds.atom import atom
from unstuck.feeds.chunks import kb_jsonl
from unstuck.feeds.crawlers import opensearch, robots, sitemaps
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.feeds.errors_files import confidence_inputs, errors_files
from unstuck.feeds.json_feed import json_feed
from unstuck.feeds.llms import Group, llms_files
from unstuck.feeds.terms_json import reference, terms_files
from unstuck.output import OutputFile
from unstuck.schemas import published_schemas
from unstuck.site.contribution import Rendered
from unstuck_search.index.build import Index


def feed_files(
    about: About,
    vocabulary: Vocabulary,
    rendered: Sequence[Rendered],
    feed: ErrorsFeed,
    index: Index,
    today: datetime.date,
) -> Iterator[OutputFile]:
    """The feeds of a site; `feed` is the errors feed of all `rendered` articles, `index` the matcher's of it."""
    entries = {article.kb_id: article for article in feed.articles}
    errors: dict[str, list[str]] = defaultdict(list)
    for signature in feed.signatures:
        errors[signature.kb_id].append("\n".join(signature.lines))
    terms = list(terms_files((article.index_entry.kb_id, article.index_entry.terms) for article in rendered))
    for path, data in (*terms, *errors_files(feed, confidence_inputs(index), reference(*terms[-1]))):
        yield OutputFile(path, data)
    for path, data in json_feed(about, feed.articles, errors):
        yield OutputFile(path, data)
    yield OutputFile("atom.xml", atom(about, "atom.xml", about.title, "index.html", feed.articles, errors, today))
    yield from _tag_feeds(about, vocabulary, feed.articles, errors, today)
    yield OutputFile(
        "kb.jsonl", b"".join(kb_jsonl(about, ((entries[article.card.kb_id], article.chunks) for article in rendered)))
    )
    for path, data in llms_files(about, _groups(vocabulary, rendered, entries)):
        yield OutputFile(path, data)
    pages = [("index.html", ""), *((article_path(article.kb_id), article.updated) for article in feed.articles)]
    for path, data in sitemaps(about, pages):
        yield OutputFile(path, data)
    yield OutputFile("robots.txt", robots(about))
    if about.base_url:
        yield OutputFile("opensearch.xml", opensearch(about))
    for path, data in published_schemas():
        yield OutputFile(path, data)


def _tag_feeds(
    about: About,
    vocabulary: Vocabulary,
    entries: Sequence[FeedArticle],
    errors: Mapping[str, Sequence[str]],
    today: datetime.date,
) -> Iterator[OutputFile]:
    having: dict[str, list[FeedArticle]] = defaultdict(list)
    for entry in entries:
        for tag in dict.fromkeys(entry.tags):
            having[tag].append(entry)
    for tag in sorted(having):
        path = tag_feed_path(tag)
        title = f"{about.title}: {vocabulary.title('tags', tag)}"
        yield OutputFile(path, atom(about, path, title, facet_path("tags", tag), having[tag], errors, today))


def _groups(vocabulary: Vocabulary, rendered: Sequence[Rendered], entries: Mapping[str, FeedArticle]) -> list[Group]:
    found: dict[str, list[tuple[FeedArticle, bytes]]] = defaultdict(list)
    for article in rendered:
        found[article.card.category].append((entries[article.card.kb_id], article.markdown))
    return [
        Group(vocabulary.title("categories", word) if word else "Other", word_slug(word or "other"), found[word])
        for word in sorted(found)
    ]
