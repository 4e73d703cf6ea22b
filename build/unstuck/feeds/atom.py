"""`/atom.xml` and `/tags/<tag>/atom.xml`: what was last changed, as Atom (RFC 4287)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, MutableMapping, Sequence
from xml.etree import ElementTree

from unstuck import __version__
from unstuck.feeds.about import About, one_line, xml_text
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.feeds.syndication import item_html, item_id, newest_first, timestamp, words

MAX_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"


def atom(
    about: About,
    path: str,
    title: str,
    page: str,
    entries: Sequence[FeedArticle],
    errors: Mapping[str, Sequence[str]],
    today: datetime.date,
    kept: MutableMapping[tuple[str, int], str] | None = None,
) -> bytes:
    """The feed at `path` of the articles last changed, at most `MAX_ENTRIES`.

    `page` is the path of the page that shows the same. Articles without a date are left out: nobody knows whether
    they are news. A feed of nothing is dated `today`. `kept` has entries that other feeds of the site made, by id and
    depth of the path, and gets those of this one.
    """
    dated = [one for one in newest_first(entries) if one.updated][:MAX_ENTRIES]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": about.language})
    _text(feed, "id", about.address(path) if about.base_url else uuid.uuid5(uuid.NAMESPACE_URL, f"{title}:{path}").urn)
    _text(feed, "title", title)
    _text(feed, "updated", timestamp(dated[0].updated if dated else today.isoformat()))
    if about.description:
        _text(feed, "subtitle", about.description)
    ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name").text = xml_text(one_line(about.title))
    ElementTree.SubElement(feed, "generator", {"version": __version__}).text = "unstuck"
    _link(feed, "self", "application/atom+xml", about.address(path, seen_from=path))
    _link(feed, "alternate", "text/html", about.address(page, seen_from=path))
    ElementTree.indent(feed, " ")
    head: str = ElementTree.tostring(feed, encoding="unicode")
    known = {} if kept is None else kept
    parts = ["<?xml version='1.0' encoding='utf-8'?>\n" + head.removesuffix("\n</feed>")]
    for one in dated:
        place = one.kb_id, path.count("/")
        if place not in known:
            known[place] = _entry(about, path, one, errors.get(one.kb_id, ()))
        parts.append(known[place])
    return "\n ".join(parts).encode() + b"\n</feed>\n"


def _entry(about: About, path: str, article: FeedArticle, errors: Sequence[str]) -> str:
    """An entry as text, with the indentation that it has in a feed."""
    entry = ElementTree.Element("entry")
    _text(entry, "id", item_id(about, article))
    _text(entry, "title", article.title)
    _text(entry, "updated", timestamp(article.updated))
    if article.created:
        _text(entry, "published", timestamp(article.created))
    _link(entry, "alternate", "text/html", about.address(article.url, seen_from=path))
    for word in dict.fromkeys(filter(None, words([article.category, *article.tags]))):
        ElementTree.SubElement(entry, "category", {"term": xml_text(word)})
    if article.tldr.text:
        _text(entry, "summary", article.tldr.text)
    html = item_html(about, article, errors, seen_from=path)
    ElementTree.SubElement(entry, "content", {"type": "html"}).text = xml_text(html)
    ElementTree.indent(entry, " ", level=1)
    text: str = ElementTree.tostring(entry, encoding="unicode")
    return text


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = xml_text(one_line(text))


def _link(parent: ElementTree.Element, rel: str, kind: str, address: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})
