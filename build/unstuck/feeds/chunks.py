"""`/kb.jsonl`: one chunk for each section of each article, for retrieval."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unstuck.article.blocks import Block, CodeBlock, Item, ListBlock, Paragraph, Quote
from unstuck.article.model import Article, Section
from unstuck.feeds.about import About
from unstuck.feeds.bot_rules import CONTENT_ORIGIN
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.feeds.parts import part_name
from unstuck.json_data import JSON

NAME = "kb.jsonl"
MAX_FILE = 5_000_000
MAX_CHARACTERS = 6_000
CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of an article that can be read alone. `part` counts from 1 where a long section makes several.

    `slug` names the section (empty for what precedes the first heading), `headings` leads to it from the top.
    """

    slug: str
    part: int
    role: str
    headings: tuple[str, ...]
    text: str

    def id(self, kb_id: str) -> str:
        """Stable as long as the section keeps its heading: `CROSS_DOCKER_001#h-solution`, then `…~2`."""
        section = f"{kb_id}#h-{self.slug}" if self.slug else kb_id
        return section if self.part == 1 else f"{section}~{self.part}"


def chunks(article: Article) -> tuple[Chunk, ...]:
    """The chunks of an article in its own order. Bold labels and options belong to the section they are in."""
    lead = [_block(block) for block in article.intro]
    made: list[Chunk] = []
    for section in article.sections:
        if section.is_heading:
            made += _section(section, ())
        else:
            lead += _labelled(section)
    written = [f"- {line}" for spec in article.errors if not spec.inferred for line in spec.lines]
    if written:
        lead.append("\n".join(["Errors:", *written]))
    return (*_cut("", "lead", (), lead), *made)


def part_path(first: str) -> str:
    """The path of the part of `kb.jsonl` that begins with an article; next to it, for its addresses are relative."""
    return f"kb-{part_name(first)}.jsonl"


def parts_index(parts: Iterable[JSON]) -> bytes:
    """What `kb.jsonl` holds where it is in parts: a line for each."""
    return "".join(json.dumps(part) + "\n" for part in parts).encode()


def kb_jsonl(about: About, articles: Iterable[tuple[FeedArticle, Iterable[Chunk]]]) -> Iterator[bytes]:
    """The file line by line: each article's entry of the errors feed, with its chunks."""
    for entry, parts in articles:
        for chunk in parts:
            yield _line(about, entry, chunk)


def _line(about: About, entry: FeedArticle, chunk: Chunk) -> bytes:
    anchor = f"#h-{chunk.slug}" if chunk.slug else ""
    value = {
        "id": chunk.id(entry.kb_id),
        "kb_id": entry.kb_id,
        "title": entry.title,
        "url": about.address(entry.url, seen_from="kb.jsonl") + anchor,
        "heading_path": [entry.title, *chunk.headings],
        "role": chunk.role,
        "text": chunk.text,
        "tokens": -(-len(chunk.text) // CHARACTERS_PER_TOKEN),
        "sha256": hashlib.sha256(chunk.text.encode("utf-8", "replace")).hexdigest(),
        "category": entry.category,
        "platform": entry.platform,
        "technologies": entry.technologies,
        "tags": entry.tags,
        "criticality": entry.criticality,
        "updated": entry.updated,
        "content_origin": CONTENT_ORIGIN,
    }
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _section(section: Section, above: tuple[str, ...]) -> Iterator[Chunk]:
    headings = (*above, section.title or section.heading)
    own = [_block(block) for block in section.blocks]
    below: list[Chunk] = []
    for child in section.children:
        if child.is_heading:
            below += _section(child, headings)
        else:
            own += _labelled(child)
    yield from _cut(section.slug, section.role.value, headings, own)
    yield from below


def _labelled(section: Section) -> list[str]:
    """A bold label or an option with its text, as paragraphs."""
    label = section.title or section.heading
    texts = [text for block in section.blocks if (text := _block(block))]
    if texts and isinstance(section.blocks[0], Paragraph):
        texts[0] = f"{label}: {texts[0]}"
    else:
        texts.insert(0, f"{label}:")
    return [*texts, *(text for child in section.children for text in _labelled(child))]


def _block(block: Block) -> str:
    """A block as compact Markdown: code in fences, items with their marks, what an item holds indented below it."""
    match block:
        case CodeBlock():
            ticks = "```"
            while ticks in block.text:
                ticks += "`"
            return f"{ticks}{block.language}\n{block.text.rstrip()}\n{ticks}"
        case ListBlock():
            items = enumerate(block.items, block.first)
            return "\n".join(_item(f"{number}." if block.ordered else "-", item) for number, item in items)
        case Quote():
            return "\n\n".join(map(_block, block.blocks))
        case _:
            return block.text


def _item(mark: str, item: Item) -> str:
    text = "\n".join(map(_block, item.blocks))
    return f"{mark} {text}".replace("\n", f"\n{' ' * (len(mark) + 1)}")


def _cut(slug: str, role: str, headings: tuple[str, ...], texts: list[str]) -> Iterator[Chunk]:
    """Paragraphs to chunks of bounded length: cut between paragraphs, inside one only where it alone is too long."""
    pieces = [
        text[start : start + MAX_CHARACTERS] for text in texts if text for start in range(0, len(text), MAX_CHARACTERS)
    ]
    held: list[str] = []
    length, part = 0, 1
    for piece in pieces:
        if held and length + len(piece) > MAX_CHARACTERS:
            yield Chunk(slug, part, role, headings, "\n\n".join(held))
            held, length, part = [], 0, part + 1
        held.append(piece)
        length += len(piece) + 2
    if held:
        yield Chunk(slug, part, role, headings, "\n\n".join(held))
