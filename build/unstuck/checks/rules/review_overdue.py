"""The day of review has passed.

An article that nobody has looked at since may tell people something wrong.

Bad::

    review_by: 2020-01-01

Good::

    review_by: (a day to come, set when it was last reviewed)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB126",
    "review-overdue",
    WARNING,
    "Review was due on {due}, {days} days ago",
    "Try the solution, correct what changed, then set a new `review_by`.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    due = doc.article.front.review_by
    if due is not None and due < context.today:
        place = doc.article.front.at("review_by")
        yield report(RULE, place, due=due.isoformat(), days=(context.today - due).days)
