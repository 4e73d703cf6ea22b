"""The body of an article: blocks that hold inlines. Pages, terminal, feeds and checks read nothing else.

All types are frozen. Text is the author's: nothing here is escaped for any output. Lines and columns count from 1 and
refer to the article's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Inline code in running text."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a paragraph; a `hard` one is to be shown as such."""

    hard: bool = False


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text in italics."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Text in bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strikethrough:
    """Text that is struck out."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `title` is what a browser shows while the pointer rests on it."""

    href: str
    title: str
    children: Inlines
    line: int
    column: int

    @property
    def text(self) -> str:
        """The linked words."""
        return plain(self.children)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `text` describes it."""

    href: str
    title: str
    text: str
    line: int
    column: int


Inline = Text | CodeSpan | Break | Emphasis | Strong | Strikethrough | Link | Image
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: Inlines
    line: int
    end: int

    @property
    def text(self) -> str:
        """The paragraph without formatting."""
        return plain(self.inlines).strip()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1–6. Those of the top level open sections; inside a list or quote one is a block."""

    level: int
    inlines: Inlines
    line: int
    end: int

    @property
    def text(self) -> str:
        """The heading without formatting, on one line."""
        return plain(self.inlines).replace(BREAK, " ")


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code, fenced or indented.

    `language` is the first word of the fence's info string in lower case, or empty. `line` is the first line of the
    code, `start` the first line of the block (the fence, where it has one), `end` the last, `code_end` the last of its
    code. Options that comments introduce are cut out of one block of the file: they share all but `text` and `line`.
    """

    text: str
    language: str
    fenced: bool
    line: int
    start: int
    code_end: int
    end: int

    @property
    def last(self) -> int:
        """The last line of the code."""
        return self.line + self.text.count(BREAK)


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. `checked` is None unless it is a task (`- [ ]`)."""

    blocks: Blocks
    line: int
    checked: bool | None = None

    @property
    def text(self) -> str:
        """The item without formatting and without code blocks."""
        return _joined(self.blocks)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list. `first` is the number of the first item of an ordered one; in a `tight` one items are single lines."""

    items: tuple[Item, ...]
    ordered: bool
    first: int
    tight: bool
    line: int
    end: int

    @property
    def text(self) -> str:
        """The items without formatting and without code blocks, one a line."""
        return BREAK.join(item.text for item in self.items)


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: Blocks
    line: int
    end: int

    @property
    def text(self) -> str:
        """The quote without formatting and without code blocks."""
        return _joined(self.blocks)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `align` is `left`, `center`, `right` or empty."""

    inlines: Inlines
    align: str

    @property
    def text(self) -> str:
        """The cell without formatting."""
        return plain(self.inlines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int
    end: int

    @property
    def text(self) -> str:
        """The cells without formatting, one a line."""
        return BREAK.join(cell.text for row in (self.header, *self.rows) for cell in row)


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A horizontal rule."""

    line: int
    end: int

    @property
    def text(self) -> str:
        """Nothing."""
        return ""


Block = Paragraph | Heading | CodeBlock | ListBlock | Quote | Table | ThematicBreak
Blocks = tuple[Block, ...]


def plain(inlines: Iterable[Inline]) -> str:
    """Inlines without formatting; line breaks stay."""
    parts = []
    for inline in inlines:
        match inline:
            case Break():
                parts.append(BREAK)
            case Text() | CodeSpan() | Image():
                parts.append(inline.text)
            case _:
                parts.append(plain(inline.children))
    return "".join(parts)


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Inlines and all below them, in the author's order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Strikethrough | Link):
            yield from walk_inlines(inline.children)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks and all below them, in the author's order."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from walk_blocks(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from walk_blocks(item.blocks)


def inlines_of(block: Block) -> Iterator[Inline]:
    """All inlines of a block and of those below it."""
    for inner in walk_blocks((block,)):
        if isinstance(inner, Paragraph | Heading):
            yield from walk_inlines(inner.inlines)
        elif isinstance(inner, Table):
            for row in (inner.header, *inner.rows):
                for cell in row:
                    yield from walk_inlines(cell.inlines)


def code_spans(block: Block) -> Iterator[CodeSpan]:
    """The inline code of a block."""
    return (inline for inline in inlines_of(block) if isinstance(inline, CodeSpan))


def links(blocks: Iterable[Block]) -> Iterator[Link | Image]:
    """All links and images of some blocks."""
    return (inline for block in blocks for inline in inlines_of(block) if isinstance(inline, Link | Image))


def code_blocks(blocks: Iterable[Block]) -> Iterator[CodeBlock]:
    """All code blocks among some blocks, those inside of lists and quotes too."""
    return (block for block in walk_blocks(blocks) if isinstance(block, CodeBlock))


def full_text(block: Block) -> str:
    """A block without formatting, code blocks included."""
    match block:
        case Quote():
            return BREAK.join(full_text(child) for child in block.blocks).strip()
        case ListBlock():
            return BREAK.join(full_text(child) for item in block.items for child in item.blocks).strip()
        case _:
            return block.text


def _joined(blocks: Blocks) -> str:
    return BREAK.join(block.text for block in blocks if not isinstance(block, CodeBlock | ThematicBreak)).strip()
