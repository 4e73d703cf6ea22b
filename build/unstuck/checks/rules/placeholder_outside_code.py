"""A placeholder is in running text.

Markdown takes the underscores for bold and drops them; nothing is filled in.

Bad::

    Replace __IMAGE_NAME__ by yours.

Good::

    Replace `__IMAGE_NAME__` by yours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.blocks import CodeBlock
from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB406",
    "placeholder-outside-code",
    WARNING,
    "`{placeholder}` is outside code, so it becomes bold text",
    "Put it in backticks.",
    __doc__,
)

_BOLD = re.compile(r"(?<![`\w])__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__(?![`\w])")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or doc.source is None:
        return
    lines = doc.source.lines
    seen: set[tuple[int, int]] = set()  # labels of one paragraph share its lines
    inside = {number for code in code_blocks(doc) for number, _ in code.numbered()}
    for block in doc.article.blocks():
        if isinstance(block, CodeBlock):
            continue
        for number in range(block.line, min(block.end, len(lines)) + 1):
            if number in inside:
                continue
            line = lines[number - 1]
            for found in _BOLD.finditer(line):
                place = (number, found.start())
                if place not in seen and line[: found.start()].count("`") % 2 == 0:
                    seen.add(place)
                    span = Span.within(number, found.start() + 1, len(found[0]))
                    yield report(RULE, span, placeholder=found[0])
