"""A code block is never closed.

All that follows is taken for code: no sections, no verification, no fallback.

Bad::

    ```bash
    docker ps

    ## Verification

Good::

    ```bash
    docker ps
    ```

    ## Verification
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.blocks import CodeBlock
from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, Span, report

RULE = Rule(
    "KB402",
    "unclosed-fence",
    ERROR,
    "This code block is never closed",
    "Add a line {fence} where the code ends.",
    __doc__,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None or doc.article is None:
        return
    lines = doc.source.lines
    for block in doc.article.blocks():
        if not isinstance(block, CodeBlock) or not block.fenced:
            continue
        opened = _FENCE.match(lines[block.start - 1])
        # A block that is not closed runs to the end of the text, so only the last one can be it.
        if opened is None or any(line.strip() for line in lines[block.end :]):
            continue
        closing = _FENCE.match(lines[block.end - 1]) if block.end > block.start else None
        if closing is None or not closing[1].startswith(opened[1]) or lines[block.end - 1].strip() != closing[1]:
            yield report(RULE, Span(block.start), fence=opened[1])
