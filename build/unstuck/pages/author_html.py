"""What an author wrote as HTML, with a sanitiser as the second wall behind `blocks.py`.

The sanitiser takes longer to begin than to clean a page. So what is to be cleaned is held back, its place in the page
is marked by a comment, and all of a page is cleaned at once. No text can forge a mark, for all text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import nh3
from markupsafe import Markup

from unstuck.article.blocks import Block, Inline
from unstuck.pages.blocks import blocks_html, checklists_html, inlines_html
from unstuck.pages.catalog import Catalog

_TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "del", "a", "span", "mark"),
    *("div", "table", "thead", "tbody", "tr", "th", "td", "label", "input"),
}
_ATTRIBUTES = {
    "hr": {"class"},
    "a": {"href", "title"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "li": {"class"},
    "mark": {"class", "data-name"},
    "ol": {"start", "dir"},
    "ul": {"class", "dir"},
    "p": {"class", "dir"},
    "pre": {"class", "tabindex", "data-language", "data-risk"},
    "span": {"class"},
    "blockquote": {"dir"},
    "table": {"dir"},
    "td": {"class"},
    "th": {"class", "scope"},
}
_VALUES = {"input": {"type": {"checkbox"}, "checked": {""}}, "a": {"rel": {"noopener noreferrer"}}}
_MARK = re.compile(r"<!--([0-9]+)-->")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_EMPTY = {"br", "hr", "input"}
_BETWEEN = '<hr class="between">'  # pieces while they are cleaned; a rule of an author's has no class


class AuthorHtml:
    """The pieces of one page that an author wrote. Each is a mark until `finish` puts the piece in its place."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._held: list[str] = []

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Blocks in their order."""
        return self._hold(blocks_html(self.catalog, blocks))

    def inlines(self, inlines: Iterable[Inline]) -> Markup:
        """Inlines, without a paragraph around them."""
        return self._hold(inlines_html(self.catalog, inlines))

    def checklists(self, blocks: Iterable[Block]) -> Markup:
        """Blocks, of which every list at the top is one to tick."""
        return self._hold(checklists_html(self.catalog, blocks))

    def _hold(self, html: str) -> Markup:
        if not html:
            return Markup("")
        self._held.append(html)
        return Markup(f"<!--{len(self._held) - 1}-->")  # noqa: S704  (a number)

    def finish(self, page: str) -> str:
        """A page with the pieces, cleaned, in place of their marks."""
        pieces = clean_pieces(self._held)
        return _MARK.sub(lambda mark: pieces[int(mark[1])], page)


def clean_pieces(pieces: list[str]) -> list[str]:
    """Pieces of HTML with the tags, attributes and schemes that our own renderer writes, and no others."""
    # A tag that is not closed would take the next pieces in; then each is cleaned on its own.
    if all(map(_is_closed, pieces)):
        cleaned = _clean(_BETWEEN.join(pieces)).split(_BETWEEN)
        if len(cleaned) == len(pieces):
            return cleaned
    return [_clean(piece).replace(_BETWEEN, "") for piece in pieces]


def _is_closed(piece: str) -> bool:
    """Whether a piece closes every element that it opens, the last one first."""
    opened: list[str] = []
    for end, name in _TAG.findall(piece):
        if not end:
            opened += [name] if name not in _EMPTY else []
        elif not opened or opened.pop() != name:
            return False
    return not opened and "<!" not in piece


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
