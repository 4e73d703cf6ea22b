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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB126"
NAME = "review-overdue"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    due = doc.article.front.review_by
    if due is not None and due < context.today:
        place = doc.article.front.at("review_by")
        days = (context.today - due).days
        message = f"was to be reviewed by {due.isoformat()}, {days} days ago"
        yield Problem(
            place.line, place.column, message, "Try the solution, correct what changed, then set a new `review_by`."
        )
