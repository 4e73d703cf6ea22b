"""A key is not one that articles have.

A misspelt key is a value lost.

Bad::

    categroy: devops

Good::

    category: devops
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB101"
NAME = "unknown-key"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{shown(trap.detail[0])}` is no key of an article",
            f"Did you mean `{trap.detail[1]}`?" if trap.detail[1] else "Remove it; the manual lists the keys.",
        )
