"""Markdown text to our own blocks and inlines: the only module that knows markdown-it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin

from unstuck.article.blocks import (
    Block,
    Blocks,
    Break,
    Cell,
    CodeBlock,
    CodeSpan,
    Emphasis,
    Heading,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Table,
    Text,
    ThematicBreak,
    plain,
)

# Ticks and bullets that authors draw by hand in front of a line.
_TICK = re.compile(r"[✓✔✅☑✗✘❌•🗸]\ufe0f?\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TASK_CLASS = "task-list-item"
_SPANS: Mapping[str, Callable[[Inlines], Inline]] = {
    "em_open": Emphasis,
    "strong_open": Strong,
    "s_open": Strikethrough,
}


@functools.cache
def parser() -> MarkdownIt:
    """The Markdown dialect of articles: CommonMark, tables, strikethrough, task lists, bare links; no raw HTML."""
    dialect = MarkdownIt("commonmark", {"html": False, "linkify": True, "typographer": False})
    return dialect.enable(["table", "strikethrough", "linkify"]).use(tasklists_plugin)


def read_blocks(body: str, first_line: int) -> Blocks:
    """The blocks of a body, in order. `first_line` is the file's number of the body's first line."""
    text = mask_comments(body.replace("\r\n", "\n").replace("\r", "\n"))
    return _Converter(text.split("\n"), first_line).blocks(parser().parse(text))


def tick_list(paragraph: Paragraph) -> Paragraph | ListBlock:
    """A paragraph as a list where every line of it begins with a hand-drawn tick; else as it is."""
    rows = _rows(paragraph.inlines)
    if not rows or not all(_TICK.match(plain(row)) for row in rows):
        return paragraph
    items = []
    for number, row in enumerate(rows):
        line = min(paragraph.line + number, paragraph.end)
        items.append(Item((Paragraph(_without_tick(row), line, line),), line))
    return ListBlock(tuple(items), ordered=False, first=1, tight=True, line=paragraph.line, end=paragraph.end)


def trim(inlines: Inlines) -> Inlines:
    """Without line breaks and white space at both ends."""
    start, end = 0, len(inlines)
    while start < end and _is_space(inlines[start]):
        start += 1
    while end > start and _is_space(inlines[end - 1]):
        end -= 1
    return inlines[start:end]


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


class _Converter:
    """Converts markdown-it's flat tokens to nested blocks. `lines` are those of the body."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line

    def blocks(self, tokens: Sequence[Token]) -> Blocks:
        return tuple(self._block(element) for element in _elements(tokens))

    def _block(self, tokens: Sequence[Token]) -> Block:
        first = tokens[0]
        start, stop = first.map or (0, 1)
        line = self.first_line + start
        end = self.first_line + max(stop - 1, start)
        match first.type:
            case "paragraph_open":
                return Paragraph(trim(self._inlines(tokens[1])), line, end)
            case "heading_open":
                return Heading(int(first.tag[1:]), self._inlines(tokens[1]), line, end)
            case "fence" | "code_block":
                return self._code(first, line, end)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(tokens, line, end)
            case "blockquote_open":
                return Quote(self.blocks(tokens[1:-1]), line, end)
            case "table_open":
                return self._table(tokens, line, end)
            case "hr":
                return ThematicBreak(line, end)
            case _:
                # No rule of this dialect makes another block; what a future one makes is kept as text.
                return Paragraph((Text("".join(token.content for token in tokens)),), line, end)

    def _code(self, token: Token, start: int, end: int) -> CodeBlock:
        fenced = token.type == "fence"
        info = token.info.split()
        language = info[0].strip("{}.").lower() if info else ""
        line = start + fenced
        closing = self.lines[end - self.first_line] if end - self.first_line < len(self.lines) else ""
        closed = fenced and end >= line and closing.strip(" \t>").startswith(token.markup)
        return CodeBlock(token.content.removesuffix("\n"), language, fenced, line, start, end - closed, end)

    def _list(self, tokens: Sequence[Token], line: int, end: int) -> ListBlock:
        items = tuple(self._item(element) for element in _elements(tokens[1:-1]))
        level = tokens[0].level + 2  # of the paragraphs of this list's own items
        tight = any(token.type == "paragraph_open" and token.hidden and token.level == level for token in tokens)
        start = tokens[0].attrGet("start")
        first = start if isinstance(start, int) else 1
        return ListBlock(items, tokens[0].type == "ordered_list_open", first, tight, line, end)

    def _item(self, tokens: Sequence[Token]) -> Item:
        line = self.first_line + (tokens[0].map or [0])[0]
        checked = None
        if _TASK_CLASS in str(tokens[0].attrGet("class") or "").split():
            box = (tokens[2].children or [])[0]
            checked = "checked=" in box.content
        blocks = self.blocks(tokens[1:-1])
        if blocks and isinstance(blocks[0], Paragraph):
            blocks = (replace(blocks[0], inlines=_without_tick(blocks[0].inlines)), *blocks[1:])
        return Item(blocks, line, checked)

    def _table(self, tokens: Sequence[Token], line: int, end: int) -> Table:
        rows: list[list[Cell]] = []
        for index, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                align = str(token.attrGet("style") or "").removeprefix("text-align:")
                rows[-1].append(Cell(self._inlines(tokens[index + 1]), align))
        return Table(tuple(rows[0]), tuple(map(tuple, rows[1:])), line, end)

    def _inlines(self, inline: Token) -> Inlines:
        start, stop = inline.map or (0, 1)
        return _InlineConverter(self.lines[start:stop], self.first_line + start).convert(inline.children or [])


class _InlineConverter:
    """Converts the tokens of one inline run.

    Inline tokens carry no columns: code and addresses are looked up in the lines of the run, each from the place of the
    last one of its kind.
    """

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.code = (0, 0)
        self.address = 0

    def convert(self, tokens: Sequence[Token]) -> Inlines:
        made: list[Inline] = []
        for element in _elements(tokens):
            token = element[0]
            match token.type:
                case "softbreak" | "hardbreak":
                    made.append(Break(token.type == "hardbreak"))
                case "code_inline":
                    made.append(self._code_span(token.content))
                case "image":
                    href = str(token.attrGet("src") or "")
                    line, column = self._address(href)
                    made.append(Image(href, str(token.attrGet("title") or ""), token.content, line, column))
                case "link_open":
                    href = str(token.attrGet("href") or "")
                    line, column = self._address(href)
                    title = str(token.attrGet("title") or "")
                    made.append(Link(href, title, self.convert(element[1:-1]), line, column))
                case "em_open" | "strong_open" | "s_open":
                    made.append(_SPANS[token.type](self.convert(element[1:-1])))
                case "html_inline":
                    pass  # the box of a task, which `Item.checked` holds; the dialect makes no other
                case _:
                    if made and isinstance(made[-1], Text):
                        made[-1] = Text(made[-1].text + token.content)
                    elif token.content:
                        made.append(Text(token.content))
        return tuple(made)

    def _code_span(self, text: str) -> CodeSpan:
        row, column = self.code
        for number in range(row, len(self.lines)):
            found = self.lines[number].find(text, column if number == row else 0)
            if found > 0 and "`" in self.lines[number][:found]:
                self.code = (number, found + len(text))
                return CodeSpan(text, self.first_line + number, found + 1)
        return CodeSpan(text, self.first_line + row, column + 1)

    def _address(self, href: str) -> tuple[int, int]:
        for number in range(self.address, len(self.lines)):
            column = self.lines[number].find(href) + 1
            if column:
                self.address = number
                return self.first_line + number, column
        return self.first_line + self.address, 1


def _elements(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The elements at the top of some tokens: each from its opening token to its closing one."""
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1


def _is_space(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


def _rows(inlines: Inlines) -> list[Inlines]:
    """Inlines parted at line breaks, without empty rows."""
    rows: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            rows.append([])
        else:
            rows[-1].append(inline)
    return [tuple(row) for row in rows if plain(row).strip()]


def _without_tick(inlines: Inlines) -> Inlines:
    """Without white space and a hand-drawn tick in front."""
    if not inlines or not isinstance(inlines[0], Text):
        return inlines
    text = inlines[0].text.lstrip()
    found = _TICK.match(text)
    return trim((Text(text[found.end() :] if found else text), *inlines[1:]))
