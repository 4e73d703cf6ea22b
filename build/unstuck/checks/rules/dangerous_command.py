"""A destructive command has no stated risk.

People copy under pressure. A destructive command needs its risk stated next to it.

Bad::

    rm -rf /var/lib/docker

Good::

    rm -rf /var/lib/docker

    **Risks**: all images, containers and volumes are gone
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from unstuck.article.blocks import Block, Blocks, CodeBlock
from unstuck.article.blocks import code_blocks as code_in
from unstuck.article.dangers import PATTERNS, dangers
from unstuck.article.document import Document
from unstuck.article.model import Section
from unstuck.checks.check import CheckContext
from unstuck.checks.code import Code, code_blocks
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB409",
    "dangerous-command",
    WARNING,
    "`{command}` has no stated risk",
    "State what it can destroy: `**Risks**: …` in the same section.",
    __doc__,
)

_STATED = re.compile(
    r"\b(?:risks?|warning|careful|caution|danger\w*|destroys?|deletes?|removes?|lost|loses?|irreversibl\w*|"
    r"cannot be undone|"
    r"overwrit\w*|unprotected|insecure|discards?|throws? away|gone|last resort)\b",
    re.IGNORECASE,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    code = {one.first: one for one in code_blocks(doc)}
    for section in doc.article.sections:
        yield from _in(section, code, stated=False)
    yield from _found(doc.article.intro, code, stated=_states(doc.article.intro))


def _in(section: Section, code: Mapping[int, Code], *, stated: bool) -> Iterator[Finding]:
    # A risk stated in a section covers what is below it, and an option's label covers the option.
    stated = (
        stated
        or _states(section.blocks)
        or any(not child.is_heading and (child.role == "risks" or _states(child.blocks)) for child in section.children)
    )
    yield from _found(section.blocks, code, stated=stated)
    for child in section.children:
        yield from _in(child, code, stated=stated)


def _states(blocks: Blocks) -> bool:
    for block in blocks:
        text = block.text
        if isinstance(block, CodeBlock):
            text = "\n".join(line for line in text.split("\n") if line.lstrip().startswith("#"))
        if _STATED.search(text):
            return True
    return False


def _found(blocks: Blocks, code: Mapping[int, Code], *, stated: bool) -> Iterator[Finding]:
    if stated:
        return
    for block in blocks:
        for number, line in _lines(block, code):
            for name in dangers(line)[:1]:
                found = PATTERNS[name].search(line)
                place = Span.within(number, found.start() + 1, len(found[0])) if found else Span(number)
                yield report(RULE, place, command=name)


def _lines(block: Block, code: Mapping[int, Code]) -> Iterator[tuple[int, str]]:
    """The lines of code in a block: its own, or those of code inside of a list or quote."""
    if isinstance(block, CodeBlock):
        yield from enumerate(block.text.split("\n"), block.line)
    else:
        for inner in code_in((block,)):
            yield from code[inner.start + inner.fenced].numbered()
