"""`/sitemap.xml`, `/robots.txt` and `/opensearch.xml`: the site as crawlers and browsers look for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from unstuck.feeds.about import About, one_line, xml_text

MAX_ADDRESSES = 50_000
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(
    about: About, pages: Sequence[tuple[str, str]], max_addresses: int = MAX_ADDRESSES
) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of the sitemap, and of its parts where it has several.

    `pages` are paths with the ISO date of their last change (or empty). A sitemap holds whole addresses, so a site
    without an address has none.
    """
    if not about.base_url:
        return
    rows = [_row("url", about.address(path), changed) for path, changed in pages]
    if len(rows) <= max_addresses:
        yield "sitemap.xml", _wrap("urlset", rows)
        return
    parts = [rows[start : start + max_addresses] for start in range(0, len(rows), max_addresses)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _wrap("urlset", part)
    yield "sitemap.xml", _wrap("sitemapindex", [_row("sitemap", about.address(name), "") for name in names])


def _row(tag: str, address: str, changed: str) -> str:
    date = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(address)}</loc>{date}</{tag}>"


def _wrap(tag: str, rows: Sequence[str]) -> bytes:
    body = "\n".join(rows)
    return f'{_XML}<{tag} xmlns="{_NAMESPACE}">\n{body}\n</{tag}>\n'.encode("utf-8", "replace")


def robots(about: About) -> bytes:
    """Everything may be read; where the sitemap is."""
    lines = ["User-agent: *", "Allow: /"]
    if about.base_url:
        lines.append(f"Sitemap: {about.address('sitemap.xml')}")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def opensearch(about: About) -> bytes:
    """The OpenSearch 1.1 description with which a browser searches the site from its address bar.

    It needs whole addresses: call it for a site that has one.
    """
    title = one_line(xml_text(about.title))
    template = escape(about.address("search/index.html"), {'"': "&quot;"}) + "?q={searchTerms}"
    return (
        f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(title[:16].strip() or 'Unstuck')}</ShortName>\n"
        f"<LongName>{escape(title[:48].strip())}</LongName>\n"
        f"<Description>{escape(one_line(xml_text(about.description))[:1024] or 'Error messages and their fixes')}"
        f"</Description>\n<Language>{escape(about.language)}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{template}"/>\n</OpenSearchDescription>\n'
    ).encode("utf-8", "replace")
