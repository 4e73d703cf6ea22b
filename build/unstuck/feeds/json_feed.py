"""`/feed.json`, `/feed-2.json` …: all articles as JSON Feed 1.1, the last changed first, in pages of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from unstuck.feeds.about import About
from unstuck.feeds.bot_rules import CONTENT_ORIGIN
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.feeds.syndication import MAX_WORDS, item_html, item_id, newest_first, timestamp, words
from unstuck.json_data import JSON, dump_line, dump_lists

MAX_PAGE = 250_000
_HEAD = 4_000  # bytes of a page kept free for what precedes its items


def json_feed(
    about: About, entries: Sequence[FeedArticle], errors: Mapping[str, Sequence[str]], max_page: int = MAX_PAGE
) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of the feed's pages, none over `max_page` bytes.

    `entries` are those of the errors feed, `errors` the signatures of each article as text.
    """
    page: list[bytes] = []
    size, number = 0, 1
    for entry in newest_first(entries):
        item = dump_line(_item(about, entry, errors.get(entry.kb_id, ())))
        length = len(item) + 2
        if page and size + length > max_page - _HEAD:
            yield _page(about, page, number, last=False)
            page, size, number = [], 0, number + 1
        page.append(item)
        size += length
    yield _page(about, page, number, last=True)


def _name(number: int) -> str:
    return "feed.json" if number == 1 else f"feed-{number}.json"


def _page(about: About, items: list[bytes], number: int, *, last: bool) -> tuple[str, bytes]:
    feed: JSON = {"version": "https://jsonfeed.org/version/1.1", "title": about.title[:200]}
    if about.base_url:
        feed |= {"home_page_url": about.address("index.html"), "feed_url": about.address("feed.json")}
    if about.description:
        feed["description"] = about.description[:1000]
    if not last:
        feed["next_url"] = about.address(_name(number + 1), seen_from=_name(number))
    return _name(number), dump_lists(feed | {"language": about.language}, {"items": items})


def _item(about: About, entry: FeedArticle, errors: Sequence[str]) -> JSON:
    item: JSON = {
        "id": item_id(about, entry),
        "url": about.address(entry.url, seen_from="feed.json"),
        "title": entry.title[:500],
        "content_html": item_html(about, entry, errors, seen_from="feed.json"),
    }
    if entry.tldr.text:
        item["summary"] = entry.tldr.text[:1000]
    if entry.created:
        item["date_published"] = timestamp(entry.created)
    if entry.updated:
        item["date_modified"] = timestamp(entry.updated)
    if entry.tags:
        item["tags"] = words(entry.tags)
    item["_unstuck"] = {
        "about": "https://jsonfeed.org/version/1.1#extensions",
        "content_origin": CONTENT_ORIGIN,
        "kb_id": entry.kb_id,
        "markdown_url": about.address(f"kb/{entry.kb_id}.md", seen_from="feed.json"),
        "json_url": about.address(f"kb/{entry.kb_id}.json", seen_from="feed.json"),
        "category": entry.category[:MAX_WORDS],
        "technologies": words(entry.technologies),
        "criticality": entry.criticality,
        "complexity": entry.complexity,
        "fix_time_seconds": entry.fix_time.seconds if entry.fix_time else None,
    }
    return item
