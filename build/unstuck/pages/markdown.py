"""markdown-it's tokens to HTML: no raw HTML, links by allow-list, and a sanitiser as the second wall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it.token import Token
from markupsafe import escape

from unstuck.addresses import Target, author_link
from unstuck.article.dangers import dangers
from unstuck.article.model import Item
from unstuck.pages.catalog import Catalog
from unstuck.pages.code import code_html, inline_code_html

_TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "del", "a", "span", "mark"),
    *("div", "table", "thead", "tbody", "tr", "th", "td", "label", "input"),
}
_ATTRIBUTES = {
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
_TASK = re.compile(r"\[([ xX])\](?:\s+|\Z)")
# What only shows something is not run, so it cannot destroy anything.
_OUTPUT = frozenset({"text", "plain", "log", "output"})
_LANGUAGE = re.compile(r"[a-z0-9+#._-]{1,30}\Z")
_PAIRED = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
    "softbreak": "\n",
    "hardbreak": "<br>\n",
    "hr": "<hr>\n",
    "bullet_list_open": '<ul dir="auto">\n',
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "blockquote_open": '<blockquote dir="auto">\n',
    "blockquote_close": "</blockquote>\n",
    "table_open": '<div class="scroll" tabindex="0"><table dir="auto">\n',
    "table_close": "</table></div>\n",
    "thead_open": "<thead>",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>",
    "tbody_close": "</tbody>",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    # A heading inside a quote or list is none of the page's outline.
    "heading_open": '<p class="subhead" dir="auto">',
    "heading_close": "</p>\n",
}


def render_tokens(catalog: Catalog, tokens: Sequence[Token]) -> str:
    """One block's tokens as HTML. The text is escaped; what is not on the allow-list does not get through."""
    return clean(_blocks(catalog, tokens))


def render_inline(catalog: Catalog, children: Sequence[Token]) -> str:
    """Inline tokens as HTML, without a paragraph around them."""
    return clean(_inline(catalog, children))


def checklist(catalog: Catalog, items: Sequence[Item]) -> str:
    """List items as boxes to tick, each with its label."""
    rows = "".join(f'<li class="task">{_task(catalog, item.tokens, "")}</li>\n' for item in items)
    return clean(f'<ul class="tasks" dir="auto">\n{rows}</ul>\n')


def clean(html: str) -> str:
    """The second wall: HTML with the tags, attributes and schemes that our own renderer writes, and no others."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _blocks(catalog: Catalog, tokens: Sequence[Token]) -> str:
    out: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind == "list_item_open":
            box = _box(tokens, index)
            if box is not None:
                end = _matching(tokens, index)
                out.append(f'<li class="task">{_task(catalog, tokens[index + 1 : end], box)}')
                index = end
                continue
            out.append("<li>")
        elif kind == "paragraph_open":
            out.append("" if token.hidden else '<p dir="auto">')
        elif kind == "paragraph_close":
            out.append("\n" if token.hidden else "</p>\n")
        elif kind == "inline":
            out.append(_inline(catalog, token.children or []))
        elif kind in ("fence", "code_block"):
            out.append(_code(token))
        elif kind == "ordered_list_open":
            start = token.attrGet("start")
            number = f' start="{start}"' if isinstance(start, int) and start != 1 else ""
            out.append(f'<ol{number} dir="auto">\n')
        elif kind in ("th_open", "td_open"):
            out.append(_cell(token))
        else:
            out.append(_PAIRED.get(kind) or str(escape(token.content)))
        index += 1
    return "".join(out)


def _inline(catalog: Catalog, children: Sequence[Token]) -> str:
    out: list[str] = []
    closing: list[str] = []
    for child in children:
        kind = child.type
        if kind == "code_inline":
            out.append(f"<code>{inline_code_html(child.content)}</code>")
        elif kind == "link_open":
            opened, closed = _link(author_link(str(child.attrGet("href") or "")), child.attrGet("title"))
            out.append(opened)
            closing.append(closed)
        elif kind == "link_close":
            out.append(closing.pop() if closing else "")
        elif kind == "image":
            out.append(_image(catalog, child, inside_link=bool(closing and closing[-1])))
        else:
            out.append(_PAIRED.get(kind) or str(escape(child.content)))
    return "".join(out) + "".join(reversed(closing))


def _link(target: Target | None, title: Any = None) -> tuple[str, str]:
    if target is None:
        return "", ""
    rel = ' rel="noopener noreferrer"' if target.external else ""
    told = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(target.href)}"{rel}{told}>', "</a>"


def _image(catalog: Catalog, token: Token, *, inside_link: bool) -> str:
    """Pictures are named, not loaded: remote ones would tell a stranger's server who reads, and when."""
    target = author_link(str(token.attrGet("src") or ""))
    words = catalog.markup("article.image", description=token.content.strip() or catalog.text("article.image-bare"))
    if inside_link or target is None or not target.external:
        return f'<span class="image">{words}</span>'
    opened, closed = _link(target)
    return f'{opened}<span class="image">{words}</span>{closed}'


def _code(token: Token) -> str:
    info = token.info.strip().split()
    language = info[0].strip("{}.").lower() if info else ""
    named = f' data-language="{language}"' if _LANGUAGE.match(language) else ""
    text = token.content.removesuffix("\n")
    risks = ", ".join(dangers(text)) if language not in _OUTPUT else ""
    risky = f' data-risk="{escape(risks)}"' if risks else ""
    return f'<pre tabindex="0"{named}{risky}><code>{code_html(text, language)}</code></pre>\n'


def _cell(token: Token) -> str:
    style = str(token.attrGet("style") or "")
    side = style.removeprefix("text-align:")
    placed = f' class="{side}"' if side in ("center", "right") else ""
    scope = ' scope="col"' if token.tag == "th" else ""
    return f"<{token.tag}{scope}{placed}>"


def _box(tokens: Sequence[Token], index: int) -> str | None:
    """What stands between the brackets of a task's box; None where the item is no task."""
    following = tokens[index + 1 : index + 3]
    if len(following) < 2 or following[1].type != "inline":
        return None
    children = following[1].children or []
    found = _TASK.match(children[0].content) if children and children[0].type == "text" else None
    return found[1] if found else None


def _task(catalog: Catalog, inside: Sequence[Token], box: str) -> str:
    """An item's content with a box to tick: the first paragraph is its label, the rest stands under it."""
    checked = " checked" if box in ("x", "X") else ""
    first = next((number for number, token in enumerate(inside) if token.type == "inline"), None)
    if first is None or first > 1:
        return _blocks(catalog, inside)
    children = list(inside[first].children or [])
    if box and children:
        children[0] = children[0].copy(content=_TASK.sub("", children[0].content, count=1))
    rest = _blocks(catalog, inside[first + 2 :])
    return f'<label><input type="checkbox"{checked}> <span>{_inline(catalog, children)}</span></label>{rest}'


def _matching(tokens: Sequence[Token], index: int) -> int:
    """Where the element that opens at an index closes."""
    depth = 0
    for number in range(index, len(tokens)):
        depth += tokens[number].nesting
        if depth == 0:
            return number
    return len(tokens)
