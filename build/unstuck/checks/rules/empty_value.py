"""A key has no value.

An empty key says less than none, and reads like an oversight.

Bad::

    owner:

Good::

    owner: platform-team
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB108"
NAME = "empty-value"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` has no value",
            "Write one, or remove the key.",
        )
