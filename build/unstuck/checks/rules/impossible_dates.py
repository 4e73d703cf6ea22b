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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, related, report

RULE = Rule(
    "KB127",
    "impossible-dates",
    WARNING,
    "`{key}` is {day}, which is in the future",
    "Write the day it happened.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    front = doc.article.front
    for key in ("created", "updated"):
        day = getattr(front, key)
        if day is not None and day > context.today:
            yield report(RULE, front.at(key), key=key, day=day.isoformat())
    if front.created and front.updated and front.updated < front.created:
        yield report(
            RULE,
            front.at("updated"),
            related=(related(front.at("created"), "`created` is here"),),
            message="`updated` ({updated}) is before `created` ({created})",
            help="Put the two dates in order.",
            updated=front.updated.isoformat(),
            created=front.created.isoformat(),
        )
