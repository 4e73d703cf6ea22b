"""The file is not UTF-8 text.

Guessing an encoding turns text into nonsense that nobody notices.

Bad::

    a file saved as cp1252

Good::

    the same file saved as UTF-8
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB004"
NAME = "bad-encoding"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"is not UTF-8 text: {trap.detail[0]}",
            f"{trap.detail[1][:1].upper()}{trap.detail[1][1:]}.",
        )
