"""A value is not of its key's type.

A list where a word is wanted has no meaning that all readers would agree on.

Bad::

    complexity: high

Good::

    complexity: 4
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB103"
NAME = "wrong-type"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` wants {trap.detail[1]}, not {shown(trap.detail[2])}",
            f"Write {trap.detail[1]}.",
        )
