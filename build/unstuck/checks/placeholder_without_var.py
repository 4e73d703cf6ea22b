"""A command has a placeholder but no VAR mark.

The mark is what tells a reader of the plain text that the line cannot be run as it is.

Bad::

    docker logs __CONTAINER__

Good::

    docker logs __CONTAINER__  # VAR
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document
from unstuck.markdown import SHELL_LANGUAGES
from unstuck.parse import PLACEHOLDER

CODE = "KB408"
NAME = "placeholder-without-var"
SEVERITY = Severity.WARNING


def check(doc: Document, setting: Setting) -> Iterator[Problem]:
    if doc.article is None or doc.source is None or setting.loose:
        return
    lines = doc.source.lines
    marked = {mark.line for mark in doc.article.var_marks}
    for block in doc.article.blocks():
        if block.kind != "code" or block.language not in SHELL_LANGUAGES:
            continue
        for number in range(block.line, min(block.end, len(lines)) + 1):
            line = lines[number - 1].rstrip()
            found = PLACEHOLDER.search(line)
            # A line that goes on cannot hold a comment, and a comment needs no mark.
            if not found or number in marked or line.endswith("\\") or line.lstrip().startswith("#"):
                continue
            at = doc.source.offset(number) + len(line)
            fix = Fix("Mark the line", (Edit(at, at, "  # VAR"),))
            yield Problem(
                number,
                found.start() + 1,
                f"`{found[0]}` stands in a line without a VAR mark",
                "Add `  # VAR` at its end.",
                fix,
            )
