"""A date is not a day of the calendar in ISO form.

Staleness is computed from it.

Bad::

    created: 2026-13-45

Good::

    created: 2026-02-17
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB107"
NAME = "bad-date"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` is `{shown(trap.detail[1])}`, which is no date",
            "Write year-month-day, such as 2026-02-17.",
        )
