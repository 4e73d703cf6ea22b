"""A whole article as terminal text, in the order of its page: answer first, context last."""

from __future__ import annotations

from unstuck.article import Article, Block, Role, Section
from unstuck.terminal import Page

_LAST = (Role.CONTEXT, Role.APPLICABLE, Role.FREQUENCY, Role.MORE_INFORMATION)
_SHOWN_ABOVE = frozenset({Role.TLDR, Role.FIX_TIME, Role.PLATFORM})


def article_text(article: Article, page: Page) -> str:
    """The article, every section of it."""
    page.prose(article.title, "bold")
    front = article.front
    facts = [
        article.kb_id,
        article.fix_time.text if article.fix_time else "",
        f"criticality {front.criticality}" if front.criticality else "",
        f"complexity {front.complexity} of 5" if front.complexity else "",
        article.platform,
    ]
    page.prose(" · ".join(filter(None, facts)), "dim")
    if article.tldr:
        page.add()
        page.prose(" → ".join(filter(None, (article.tldr.symptom, article.tldr.action))))
    if article.errors:
        page.heading("Errors")
        for spec in article.errors:
            for number, line in enumerate(spec.lines):
                page.prose(line, "red", indent="      ", first="  " if number == 0 else "    ")
    for block in article.intro:
        _block(block, page, "")
    ordered = sorted(article.sections, key=lambda section: section.role in _LAST)
    for section in ordered:
        _section(section, page)
    if front.sources:
        page.heading("Sources")
        for source in front.sources:
            page.prose(f"{source.title}  {source.url}".strip(), "dim", indent="    ", first="  ")
    if front.related_kb:
        page.heading("Related")
        page.prose(", ".join(front.related_kb), indent="  ")
    return page.render()


def _section(section: Section, page: Page) -> None:
    if section.role in _SHOWN_ABOVE and section.level >= 7:
        return
    if section.level >= 7 and section.role in (Role.WHEN, Role.RISKS):
        text = " ".join(block.text for block in section.blocks)
        page.prose(
            f"{section.title}: {text}", "amber" if section.role is Role.RISKS else "dim", indent="    ", first="  "
        )
    else:
        label = f"{section.label}. " if section.label else ""
        recommended = " (recommended)" if section.note == "recommended" else ""
        page.heading(f"{label}{section.title}{recommended}")
        for block in section.blocks:
            _block(block, page, "  ")
    for child in section.children:
        _section(child, page)


def _block(block: Block, page: Page, indent: str) -> None:
    if block.kind == "code":
        page.add()
        for line in block.text.split("\n"):
            page.add(f"{indent}  {page.style(line)}".rstrip())
        page.add()
    elif block.kind == "list":
        for item in block.items:
            mark = "-" if item.checked is None else ("[x]" if item.checked else "[ ]")
            page.prose(item.text.replace("\n", " "), indent=f"{indent}  ", first=f"{indent}{mark} ")
    elif block.text:
        page.prose(block.text.replace("\n", " "), indent=indent)
