"""A whole article as terminal text, in the order of its page: answer first, context last."""

from __future__ import annotations

from unstuck.article.model import Article, Block, Role, Section
from unstuck.terminal.text import TextBuilder

_LAST = (Role.CONTEXT, Role.APPLICABLE, Role.FREQUENCY, Role.MORE_INFORMATION)
_SHOWN_ABOVE = frozenset({Role.TLDR, Role.FIX_TIME, Role.PLATFORM})


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
        builder.prose(" → ".join(filter(None, (article.tldr.symptom, article.tldr.action))))
    if article.errors:
        builder.heading("Errors")
        for spec in article.errors:
            for number, line in enumerate(spec.lines):
                builder.prose(line, "red", indent="      ", first="  " if number == 0 else "    ")
    for block in article.intro:
        _block(block, builder, "")
    ordered = sorted(article.sections, key=lambda section: section.role in _LAST)
    for section in ordered:
        _section(section, builder)
    if front.sources:
        builder.heading("Sources")
        for source in front.sources:
            builder.prose(f"{source.title}  {source.url}".strip(), "dim", indent="    ", first="  ")
    if front.related_kb:
        builder.heading("Related")
        builder.prose(", ".join(front.related_kb), indent="  ")
    return builder.render()


def _section(section: Section, builder: TextBuilder) -> None:
    if section.role in _SHOWN_ABOVE and section.level >= 7:
        return
    if section.level >= 7 and section.role in (Role.WHEN, Role.RISKS):
        text = " ".join(block.text for block in section.blocks)
        builder.prose(
            f"{section.title}: {text}", "amber" if section.role is Role.RISKS else "dim", indent="    ", first="  "
        )
    else:
        label = f"{section.label}. " if section.label else ""
        recommended = " (recommended)" if section.note == "recommended" else ""
        builder.heading(f"{label}{section.title}{recommended}")
        for block in section.blocks:
            _block(block, builder, "  ")
    for child in section.children:
        _section(child, builder)


def _block(block: Block, builder: TextBuilder, indent: str) -> None:
    if block.kind == "code":
        builder.add()
        for line in block.text.split("\n"):
            builder.add(f"{indent}  {builder.style(line)}".rstrip())
        builder.add()
    elif block.kind == "list":
        for item in block.items:
            mark = "-" if item.checked is None else ("[x]" if item.checked else "[ ]")
            builder.prose(item.text.replace("\n", " "), indent=f"{indent}  ", first=f"{indent}{mark} ")
    elif block.text:
        builder.prose(block.text.replace("\n", " "), indent=indent)
