"""A value is none of those its key allows.

Sorting and filtering know only these.

Bad::

    criticality: hihg

Good::

    criticality: high
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB105"
NAME = "bad-value"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` is `{shown(trap.detail[1])}`, allowed are {trap.detail[2]}",
            f"Did you mean `{trap.detail[3]}`?" if trap.detail[3] else f"Write one of {trap.detail[2]}.",
        )
