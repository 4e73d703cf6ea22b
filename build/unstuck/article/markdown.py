"""Markdown text to blocks with line numbers. Rendering them is `pages/`'s business."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from unstuck.article.model import Block, CodeSpan, Item, Link

SHELL_LANGUAGES = frozenset({"bash", "sh", "shell", "zsh", "console", "shell-session", "fish", "terminal"})

_TICKS = "✓✔✅☑✗✘❌•🗸"
_TICK = re.compile(rf"[{_TICKS}]\ufe0f?\s*")
_TASK = re.compile(r"\[([ xX])\](?:\s+|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KINDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "heading_open": "heading",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
}


@functools.cache
def parser() -> MarkdownIt:
    """The one Markdown dialect of articles: CommonMark with tables, strikethrough and bare links, no raw HTML."""
    return MarkdownIt("commonmark", {"html": False, "linkify": True, "typographer": False}).enable(
        ["table", "strikethrough", "linkify"]
    )


def mask_comments(text: str) -> str:
    """Blank out HTML comments outside code, keeping every line and column where it was.

    Comments carry instructions to us (`unstuck: allow …`) and must reach no page.
    """
    if "<!--" not in text:
        return text
    out: list[str] = []
    fence = ""
    inside = False
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if not inside and opened and (not fence or (opened[1].startswith(fence) and not line.strip(" `~\r"))):
            fence = "" if fence else opened[1]
            out.append(line)
            continue
        if fence and not inside:
            out.append(line)
            continue
        kept = ""
        rest = line
        while rest:
            if inside:
                end = rest.find("-->")
                cut = len(rest) if end < 0 else end + 3
                inside = end < 0
                kept += " " * cut
            else:
                start = rest.find("<!--")
                while start >= 0 and (kept + rest[:start]).count("`") % 2:
                    start = rest.find("<!--", start + 1)
                cut = len(rest) if start < 0 else start
                inside = start >= 0
                kept += rest[:cut]
            rest = rest[cut:]
        out.append(kept if kept.strip() else "")
    return "\n".join(out)


class Reader:
    """Reads the body of one article. `first_line` is the file's line number of the body's first line."""

    def __init__(self, body: str, first_line: int) -> None:
        self.first_line = first_line
        text = mask_comments(body.replace("\r\n", "\n").replace("\r", "\n"))
        self.source = text.split("\n")
        self.tokens = parser().parse(text)

    def elements(self) -> Iterator[list[Token]]:
        """The top-level elements, each as its tokens."""
        start = 0
        depth = 0
        for index, token in enumerate(self.tokens):
            depth += token.nesting
            if depth == 0:
                yield self.tokens[start : index + 1]
                start = index + 1

    def block(self, tokens: Sequence[Token]) -> Block:
        """One top-level element as a block."""
        first = tokens[0]
        start, end = first.map or (0, 1)
        line = self.first_line + start
        last = self.first_line + max(end - 1, start)
        kind = _KINDS.get(first.type, "other")
        if kind == "code":
            language = first.info.strip().split()[0].strip("{}.").lower() if first.info.strip() else ""
            fenced = first.type == "fence"
            text = first.content.removesuffix("\n")
            return Block(kind, text, line + fenced, last, language, fenced, tokens=tuple(tokens))
        if kind == "paragraph":
            return self.paragraph(tokens[1].children or [], line, last)
        items = tuple(self._items(tokens)) if kind == "list" else ()
        spans = tuple(span for token in tokens if token.type == "inline" for span in self.spans(token))
        if kind == "list":
            text = "\n".join(item.text for item in items)
        else:
            text = "\n".join(plain(token.children or []) for token in tokens if token.type == "inline")
        return Block(kind, text, line, last, items=items, spans=spans, tokens=tuple(tokens))

    def paragraph(self, children: Sequence[Token], line: int, end: int) -> Block:
        """A paragraph, or a list where every line of it starts with a tick mark."""
        children = _trim(children)
        rows = _rows(children)
        spans = tuple(self._spans(children, line, end))
        if rows and all(_TICK.match(plain(row)) for row in rows):
            items = []
            tokens = [Token("bullet_list_open", "ul", 1)]
            for number, row in enumerate(rows):
                stripped = _strip_front(row, _TICK)
                item = _wrap("paragraph", "p", stripped, hidden=True)
                tokens += [Token("list_item_open", "li", 1), *item, Token("list_item_close", "li", -1)]
                items.append(Item(plain(stripped).strip(), min(line + number, end), None, (), tuple(item)))
            tokens.append(Token("bullet_list_close", "ul", -1))
            text = "\n".join(item.text for item in items)
            return Block("list", text, line, end, items=tuple(items), spans=spans, tokens=tuple(tokens))
        return Block(
            "paragraph",
            plain(children).strip(),
            line,
            end,
            spans=spans,
            tokens=tuple(_wrap("paragraph", "p", children)),
        )

    def _items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        """The direct items of a list; a task's box and a tick in front are taken off the text."""
        depth = 0
        start = 0
        for index, token in enumerate(tokens):
            depth += token.nesting
            if token.type == "list_item_open" and depth == 2:
                start = index
            elif token.type == "list_item_close" and depth == 1:
                inside = list(tokens[start + 1 : index])
                checked: bool | None = None
                for position, inner in enumerate(inside):
                    if inner.type == "inline":
                        children = inner.children or []
                        task = _TASK.match(plain(children))
                        if task:
                            checked = task[1] != " "
                            children = _strip_front(children, _TASK)
                        children = _strip_front(children, _TICK)
                        changed = copy.copy(inner)
                        changed.children = children
                        inside[position] = changed
                        break
                texts = [plain(inner.children or []) for inner in inside if inner.type == "inline"]
                line = self.first_line + (tokens[start].map or [0])[0]
                spans = tuple(span for inner in inside if inner.type == "inline" for span in self.spans(inner))
                yield Item("\n".join(texts).strip(), line, checked, spans, tuple(inside))

    def spans(self, inline: Token) -> list[CodeSpan]:
        """The code spans of one inline token, with their places."""
        start, end = inline.map or (0, 1)
        return list(self._spans(inline.children or [], self.first_line + start, self.first_line + end - 1))

    def _spans(self, children: Sequence[Token], line: int, end: int) -> Iterator[CodeSpan]:
        row, column = line, 0
        for child in children:
            if child.type != "code_inline":
                continue
            # Inline tokens carry no column: look for the text from where the last one ended.
            for number in range(row, end + 1):
                source = self.source[number - self.first_line] if number - self.first_line < len(self.source) else ""
                found = source.find(child.content, column if number == row else 0)
                if found > 0 and "`" in source[:found]:
                    row, column = number, found + len(child.content)
                    yield CodeSpan(child.content, number, found + 1)
                    break
            else:
                yield CodeSpan(child.content, row, column + 1)

    def links(self) -> Iterator[Link]:
        """All links and images of the body."""
        for token in self.tokens:
            if token.type != "inline":
                continue
            start, end = token.map or (0, 1)
            row = start
            children = token.children or []
            for index, child in enumerate(children):
                if child.type not in ("link_open", "image"):
                    continue
                href = str(child.attrs.get("href" if child.type == "link_open" else "src") or "")
                column = 0
                for number in range(row, min(end, len(self.source))):
                    column = self.source[number].find(href) + 1
                    if column:
                        row = number
                        break
                image = child.type == "image"
                text = child.content if image else plain(_until(children[index + 1 :], "link_close"))
                yield Link(href, text, self.first_line + row, max(column, 1), image)


def plain(children: Sequence[Token]) -> str:
    """Inline tokens as plain text; line breaks stay."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline", "image", "text_special", "html_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)


def _until(children: Sequence[Token], kind: str) -> list[Token]:
    found = []
    for child in children:
        if child.type == kind:
            break
        found.append(child)
    return found


def _rows(children: Sequence[Token]) -> list[list[Token]]:
    """Inline tokens parted at line breaks."""
    rows: list[list[Token]] = [[]]
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            rows.append([])
        else:
            rows[-1].append(child)
    return [row for row in rows if plain(row).strip()]


def _trim(children: Sequence[Token]) -> list[Token]:
    """Without line breaks and white space at both ends."""
    kept = list(children)
    breaks = ("softbreak", "hardbreak")
    while kept and (kept[0].type in breaks or (kept[0].type == "text" and not kept[0].content.strip())):
        kept.pop(0)
    while kept and (kept[-1].type in breaks or (kept[-1].type == "text" and not kept[-1].content.strip())):
        kept.pop()
    return kept


def _strip_front(children: Sequence[Token], pattern: re.Pattern[str]) -> list[Token]:
    """Take what the pattern matches off the first text token."""
    kept = list(children)
    for index, child in enumerate(kept):
        if child.type == "text" and child.content:
            found = pattern.match(child.content.lstrip())
            if found:
                changed = copy.copy(child)
                changed.content = child.content.lstrip()[found.end() :]
                kept[index] = changed
            break
        if child.content:
            break
    return kept


def _wrap(name: str, tag: str, children: Sequence[Token], *, hidden: bool = False) -> list[Token]:
    """Inline tokens as a block of their own."""
    inline = Token("inline", "", 0, content=plain(children), children=list(children), level=1)
    opening, closing = Token(f"{name}_open", tag, 1, hidden=hidden), Token(f"{name}_close", tag, -1, hidden=hidden)
    opening.block = closing.block = inline.block = True
    return [opening, inline, closing]
