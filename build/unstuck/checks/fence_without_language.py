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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document

CODE = "KB401"
NAME = "fence-without-language"
SEVERITY = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None or doc.source is None:
        return
    lines = doc.source.lines
    for block in doc.article.blocks():
        if block.kind != "code" or not block.fenced or block.language:
            continue
        number = block.line - 1
        fence = lines[number - 1] if 0 < number <= len(lines) else ""
        if not fence.strip().startswith(("```", "~~~")):
            continue  # a part of a block that options share
        at = doc.source.offset(number) + len(fence.rstrip())
        yield Problem(
            number,
            1,
            "this code block names no language",
            "Write one behind the fence: ```bash, ```text …",
            Fix("Call it `text`", (Edit(at, at, "text"),)),
        )
