"""What feed readers show of an article, the same in JSON Feed and Atom: newest first, a short text in HTML."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from html import escape

from unstuck.feeds.about import About
from unstuck.feeds.errors_feed import FeedArticle

MAX_ERRORS = 8
MAX_COMMANDS = 3
MAX_TEXT = 1_500
MAX_WORDS = 100


def newest_first(entries: Iterable[FeedArticle]) -> list[FeedArticle]:
    """Entries of the errors feed by the date of their last change, undated ones last; of a day, by id."""
    by_id = sorted(entries, key=lambda one: one.kb_id)
    return sorted(by_id, key=lambda one: one.updated, reverse=True)


def item_id(about: About, entry: FeedArticle) -> str:
    """What names an article in feeds for good: its address, or a UUID made of its id where the site has none."""
    if about.base_url:
        return about.address(entry.url)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"unstuck:{about.title}:{entry.kb_id}").urn


def timestamp(date: str) -> str:
    """An ISO date as the point in time that feeds ask for (RFC 3339): its first second in UTC."""
    return f"{date}T00:00:00Z"


def item_html(about: About, entry: FeedArticle, errors: Sequence[str], *, seen_from: str) -> str:
    """Summary, errors and commands as HTML made of escaped text alone; bounded, whatever the article's length."""
    parts = [f"<p>{_cut(entry.tldr.text)}</p>"] if entry.tldr.text else []
    if errors:
        parts.append("<p>Errors:</p>")
        parts += [f"<pre><code>{_cut(one)}</code></pre>" for one in errors[:MAX_ERRORS]]
    # Half a command may do what the whole one would not: those that are too long are left to the page.
    commands = [command.text for command in entry.commands if len(command.text) <= MAX_TEXT][:MAX_COMMANDS]
    if commands:
        parts.append("<p>Fix:</p>")
        parts += [f"<pre><code>{escape(one)}</code></pre>" for one in commands]
    parts += [f"<p>Risk: {_cut(risk)}</p>" for risk in entry.risks[:MAX_COMMANDS]]
    address = escape(about.address(entry.url, seen_from=seen_from))
    return "\n".join([*parts, f'<p><a href="{address}">All of {escape(entry.kb_id)}</a></p>'])


def words(found: Sequence[str]) -> list[str]:
    """Tags and the like, bounded in number and length."""
    return [one[:MAX_WORDS] for one in found[:MAX_WORDS]]


def _cut(text: str) -> str:
    return escape(text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…")
