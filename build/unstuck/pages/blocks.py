"""Blocks and inlines to HTML: all text escaped, links by allow-list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import escape

from unstuck.addresses import Target, author_link
from unstuck.article.blocks import (
    Block,
    Break,
    Cell,
    CodeBlock,
    CodeSpan,
    Emphasis,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from unstuck.article.dangers import dangers
from unstuck.pages.catalog import Catalog
from unstuck.pages.code import code_html, inline_code_html

# What only shows something is not run, so it cannot destroy anything.
_OUTPUT = frozenset({"text", "plain", "log", "output"})
_LANGUAGE = re.compile(r"[a-z0-9+#._-]{1,30}\Z")
_SPAN_TAGS = {Emphasis: "em", Strong: "strong", Strikethrough: "s"}


def blocks_html(catalog: Catalog, blocks: Iterable[Block]) -> str:
    """Blocks in their order, as HTML."""
    return "".join(_block(catalog, block) for block in blocks)


def inlines_html(catalog: Catalog, inlines: Iterable[Inline]) -> str:
    """Inlines as HTML, without a paragraph around them."""
    return _inlines(catalog, inlines)


def checklists_html(catalog: Catalog, blocks: Iterable[Block]) -> str:
    """Blocks as HTML, of which every list at the top is one to tick."""
    return "".join(
        _checklist(catalog, block) if isinstance(block, ListBlock) else _block(catalog, block) for block in blocks
    )


def _block(catalog: Catalog, block: Block) -> str:
    match block:
        case Paragraph():
            return f'<p dir="auto">{_inlines(catalog, block.inlines)}</p>\n'
        case Heading():
            # A heading inside a quote or list is not part of the page's outline.
            return f'<p class="subhead" dir="auto">{_inlines(catalog, block.inlines)}</p>\n'
        case CodeBlock():
            return _code(block)
        case ListBlock():
            return _list(catalog, block)
        case Quote():
            inner = "".join(_block(catalog, child) for child in block.blocks)
            return f'<blockquote dir="auto">\n{inner}</blockquote>\n'
        case Table():
            return _table(catalog, block)
        case _:
            return "<hr>\n"


def _list(catalog: Catalog, block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    number = f' start="{block.first}"' if block.ordered and block.first != 1 else ""
    items = "".join(
        f"<li>{_item(catalog, item, tight=block.tight)}</li>\n"
        if item.checked is None
        else f'<li class="task">{_task(catalog, item, tight=block.tight)}</li>\n'
        for item in block.items
    )
    return f'<{tag}{number} dir="auto">\n{items}</{tag}>\n'


def _checklist(catalog: Catalog, block: ListBlock) -> str:
    rows = "".join(f'<li class="task">{_task(catalog, item, tight=block.tight)}</li>\n' for item in block.items)
    return f'<ul class="tasks" dir="auto">\n{rows}</ul>\n'


def _item(catalog: Catalog, item: Item, *, tight: bool) -> str:
    """The content of an item; in a tight list its paragraphs are lines without a `<p>`."""
    return "".join(
        f"{_inlines(catalog, block.inlines)}\n" if tight and isinstance(block, Paragraph) else _block(catalog, block)
        for block in item.blocks
    )


def _task(catalog: Catalog, item: Item, *, tight: bool) -> str:
    """An item with a box to tick: the first paragraph is its label, the rest follows it."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return _item(catalog, item, tight=tight)
    checked = " checked" if item.checked else ""
    rest = _item(catalog, Item(item.blocks[1:], item.line), tight=tight)
    label = _inlines(catalog, first.inlines)
    return f'<label><input type="checkbox"{checked}> <span>{label}</span></label>{rest}'


def _table(catalog: Catalog, table: Table) -> str:
    header = _row(catalog, table.header, '<th scope="col"', "</th>")
    rows = "".join(_row(catalog, cells, "<td", "</td>") for cells in table.rows)
    body = f"<tbody>{rows}</tbody>" if rows else ""
    return f'<div class="scroll" tabindex="0"><table dir="auto">\n<thead>{header}</thead>\n{body}</table></div>\n'


def _row(catalog: Catalog, cells: Iterable[Cell], opening: str, closing: str) -> str:
    html = (f"{opening}{_side(cell)}>{_inlines(catalog, cell.inlines)}{closing}" for cell in cells)
    return f"<tr>{''.join(html)}</tr>\n"


def _side(cell: Cell) -> str:
    return f' class="{cell.align}"' if cell.align in ("center", "right") else ""


def _inlines(catalog: Catalog, inlines: Iterable[Inline], *, in_link: bool = False) -> str:
    return "".join(_inline(catalog, inline, in_link=in_link) for inline in inlines)


def _inline(catalog: Catalog, inline: Inline, *, in_link: bool) -> str:
    match inline:
        case Text():
            return str(escape(inline.text))
        case CodeSpan():
            return f"<code>{inline_code_html(inline.text)}</code>"
        case Break():
            return "<br>\n" if inline.hard else "\n"
        case Image():
            return _image(catalog, inline, in_link=in_link)
        case Link():
            target = author_link(inline.href)
            label = _inlines(catalog, inline.children, in_link=target is not None)
            return _anchor(target, label, inline.title) if target else label
        case _:
            tag = _SPAN_TAGS[type(inline)]
            return f"<{tag}>{_inlines(catalog, inline.children, in_link=in_link)}</{tag}>"


def _anchor(target: Target, label: str, title: str = "") -> str:
    rel = ' rel="noopener noreferrer"' if target.external else ""
    titled = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(target.href)}"{rel}{titled}>{label}</a>'


def _image(catalog: Catalog, image: Image, *, in_link: bool) -> str:
    """Pictures are named, not loaded: a remote one would show a foreign server who reads the page, and when."""
    target = author_link(image.href)
    words = catalog.markup("article.image", description=image.text.strip() or catalog.text("article.image-bare"))
    label = f'<span class="image">{words}</span>'
    return label if in_link or target is None or not target.external else _anchor(target, label)


def _code(block: CodeBlock) -> str:
    # A block without a language is filled as shell code, so one of an odd name must keep some.
    language = block.language if not block.language or _LANGUAGE.match(block.language) else "text"
    named = f' data-language="{language}"' if language else ""
    risks = ", ".join(dangers(block.text)) if block.language not in _OUTPUT else ""
    risky = f' data-risk="{escape(risks)}"' if risks else ""
    return f'<pre tabindex="0"{named}{risky}><code>{code_html(block.text, block.language)}</code></pre>\n'
