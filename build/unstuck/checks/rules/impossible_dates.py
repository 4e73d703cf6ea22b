"""Dates contradict each other or lie ahead.

`created` after `updated`, or in the future, is a slip of the keyboard.

Bad::

    created: 2026-05-01
    updated: 2025-05-01

Good::

    created: 2025-05-01
    updated: 2026-05-01
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB127"
NAME = "impossible-dates"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    front = doc.article.front
    for key in ("created", "updated"):
        day = getattr(front, key)
        if day is not None and day > context.today:
            place = front.at(key)
            yield Problem(
                place.line,
                place.column,
                f"`{key}` is {day.isoformat()}, which is still to come",
                "Write the day it happened.",
            )
    if front.created and front.updated and front.updated < front.created:
        place = front.at("updated")
        message = f"`updated` ({front.updated.isoformat()}) is before `created` ({front.created.isoformat()})"
        yield Problem(place.line, place.column, message, "Put the two dates in order.")
