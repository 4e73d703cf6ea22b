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
from unstuck.checks.check import CheckContext, Problem
from unstuck.checks.code import code_blocks
from unstuck.finding import Edit, Fix, Severity

CODE = "KB401"
NAME = "fence-without-language"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.source is None:
        return
    lines = doc.source.lines
    for code in code_blocks(doc):
        if not code.fenced or code.language:
            continue
        fence = lines[code.line - 1].rstrip()
        at = doc.source.offset(code.line) + len(fence)
        column = len(fence) - len(fence.lstrip(" \t>-*+.0123456789")) + 1
        cure = "Write one behind the fence: ```bash, ```text …"
        fix = Fix("Call it `text`", (Edit(at, at, "text"),))
        yield Problem(code.line, column, "this code block names no language", cure, fix)
