"""A whole article as terminal text, in the order of its page: answer first, context last."""

from __future__ import annotations

from collections.abc import Collection

from unstuck.article.blocks import Block, CodeBlock, Item, ListBlock, Paragraph, Quote, Table, full_text
from unstuck.article.model import Article, Role, Section
from unstuck.terminal.text import TextBuilder

_LAST = (Role.CONTEXT, Role.APPLICABLE, Role.FREQUENCY, Role.MORE_INFORMATION)
_FACTS = frozenset({Role.FIX_TIME, Role.PLATFORM})


def article_text(article: Article, builder: TextBuilder) -> str:
    """The article, every section of it."""
    builder.prose(article.title, "bold")
    front = article.front
    facts = [
        article.kb_id,
        article.fix_time.text if article.fix_time else "",
        f"criticality {front.criticality}" if front.criticality else "",
        f"complexity {front.complexity} of 5" if front.complexity else "",
        article.platform,
    ]
    builder.prose(" · ".join(filter(None, facts)), "dim")
    if article.tldr:
        builder.add()
        builder.prose(article.tldr.text)
        for block in article.tldr.rest:
            _block(block, builder, "")
    if article.errors:
        builder.heading("Errors")
        for spec in article.errors:
            for number, line in enumerate(spec.lines):
                builder.prose(line, "red", indent="      ", first="  " if number == 0 else "    ")
    for block in article.intro:
        _block(block, builder, "")
    ordered = sorted(article.sections, key=lambda section: section.role in _LAST)
    for section in ordered:
        _section(section, builder, shown=facts)
    if front.sources:
        builder.heading("Sources")
        for source in front.sources:
            builder.prose(f"{source.title}  {source.url}".strip(), "dim", indent="    ", first="  ")
    if front.related_kb:
        builder.heading("Related")
        builder.prose(", ".join(front.related_kb), indent="  ")
    return builder.render()


def _section(section: Section, builder: TextBuilder, shown: Collection[str]) -> None:
    """A section with all below it; `shown` are the facts that the head of the article holds."""
    text = "\n".join(map(full_text, section.blocks))
    if section.role in _FACTS and not section.is_heading and text in shown:
        pass
    elif section.role is Role.TLDR:
        pass  # the line below the title
    elif not section.is_heading and section.role in (Role.WHEN, Role.RISKS):
        tone = "amber" if section.role is Role.RISKS else "dim"
        builder.prose(f"{section.title}: {text}".replace("\n", " "), tone, indent="    ", first="  ")
    else:
        label = f"{section.label}. " if section.label else ""
        recommended = " (recommended)" if section.recommended else ""
        builder.heading(f"{label}{section.title}{recommended}")
        for block in section.blocks:
            _block(block, builder, "  ")
    for child in section.children:
        _section(child, builder, shown)


def _block(block: Block, builder: TextBuilder, indent: str) -> None:
    match block:
        case CodeBlock():
            builder.add()
            for line in block.text.split("\n"):
                builder.add(f"{indent}  {builder.style(line)}".rstrip())
            builder.add()
        case ListBlock():
            for number, item in enumerate(block.items, block.first):
                _item(item, f"{number}." if block.ordered else "-", builder, indent)
        case Quote():
            for child in block.blocks:
                _block(child, builder, f"{indent}  ")
        case Table():
            for row in (block.header, *block.rows):
                builder.prose(" | ".join(cell.text for cell in row), indent=f"{indent}  ", first=indent)
        case _:
            if block.text:
                builder.prose(block.text.replace("\n", " "), indent=indent)


def _item(item: Item, mark: str, builder: TextBuilder, indent: str) -> None:
    """An item: its first paragraph follows the mark, the rest is indented below it."""
    mark = mark if item.checked is None else ("[x]" if item.checked else "[ ]")
    below = f"{indent}{' ' * (len(mark) + 1)}"
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        builder.prose(first.text.replace("\n", " "), indent=below, first=f"{indent}{mark} ")
    else:
        builder.add(f"{indent}{mark}")
    for block in item.blocks[isinstance(first, Paragraph) :]:
        _block(block, builder, below)
