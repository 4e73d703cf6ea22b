"""`/feed.json` and its further pages: all articles as JSON Feed 1.1, the last changed first, of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unstuck.feeds.about import About
from unstuck.feeds.bot_rules import CONTENT_ORIGIN
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.feeds.parts import part_name
from unstuck.feeds.syndication import MAX_WORDS, item_html, item_id, timestamp, words
from unstuck.json_data import JSON, dump_line, dump_lists
from unstuck_search.partition import cut

NAME = "feed.json"
MAX_PAGE = 250_000
_HEAD = 4_000  # bytes of a page kept free for what precedes its items


def feed_item(about: About, entry: FeedArticle, errors: Sequence[str]) -> bytes:
    """An article's item, as a page holds it; `errors` are its signatures as text."""
    return dump_line(_item(about, entry, errors))


def feed_pages(sizes: Iterable[tuple[str, int]]) -> dict[str, list[str]]:
    """The ids on each page of the feed by its path, given all ids in their order with the sizes of their items."""
    parts = cut(((kb_id, size + 2) for kb_id, size in sizes), MAX_PAGE - _HEAD)
    return {f"feed-{part_name(ids[0])}.json" if number else NAME: ids for number, ids in enumerate(parts)}


def feed_page(about: About, path: str, items: Iterable[bytes], next_path: str) -> tuple[str, bytes]:
    """Path and content of a page; `next_path` is that of the one after it, empty where it is the last."""
    feed: JSON = {"version": "https://jsonfeed.org/version/1.1", "title": about.title[:200]}
    if about.base_url:
        feed |= {"home_page_url": about.address("index.html"), "feed_url": about.address(NAME)}
    if about.description:
        feed["description"] = about.description[:1000]
    if next_path:
        feed["next_url"] = about.address(next_path, seen_from=path)
    return path, dump_lists(feed | {"language": about.language}, {"items": list(items)})


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
        "category": entry.category[:MAX_WORDS],
        "technologies": words(entry.technologies),
        "criticality": entry.criticality,
        "complexity": entry.complexity,
        "fix_time_seconds": entry.fix_time.seconds if entry.fix_time else None,
    }
    if about.twins:
        for name, end in (("markdown_url", "md"), ("json_url", "json")):
            item["_unstuck"][name] = about.address(f"kb/{entry.kb_id}.{end}", seen_from=NAME)
    return item
