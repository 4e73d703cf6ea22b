"""A number is out of its range.

Complexity is drawn and sorted on a scale of one to five.

Bad::

    complexity: 9

Good::

    complexity: 4
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB104"
NAME = "out-of-range"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` is {shown(trap.detail[1])}, allowed is {trap.detail[2]}",
            f"Write a number from {trap.detail[2]}.",
        )
