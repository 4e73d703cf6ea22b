"""A code block names no language.

It is neither highlighted nor known as something to run.

Bad::

    ```
    docker ps
    ```

Good::

    ```bash
    docker ps
    ```
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB401",
    "fence-without-language",
    WARNING,
    "This code block names no language",
    "Write one behind the fence: ```bash, ```text …",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    lines = doc.source.lines
    for code in code_blocks(doc):
        if not code.fenced or code.language:
            continue
        fence = lines[code.line - 1].rstrip()
        at = doc.source.offset(code.line) + len(fence)
        column = len(fence) - len(fence.lstrip(" \t>-*+.0123456789")) + 1
        fix = Fix("Call it `text`", (Edit(at, at, "text"),))
        yield report(RULE, Span(code.line, column), fix=fix)
