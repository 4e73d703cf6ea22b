"""The day of review has passed.

An article that nobody has looked at since may tell people something wrong.

Bad::

    review_by: 2020-01-01

Good::

    review_by: (a day to come, set when it was last reviewed)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB126"
NAME = "review-overdue"
SEVERITY = Severity.WARNING


def check(doc: Document, setting: Setting) -> Iterator[Problem]:
    if doc.article is None:
        return
    due = doc.article.front.review_by
    if due is not None and due < setting.today:
        place = doc.article.front.at("review_by")
        days = (setting.today - due).days
        message = f"was to be reviewed by {due.isoformat()}, {days} days ago"
        yield Problem(
            place.line, place.column, message, "Try the solution, mend what changed, then set a new `review_by`."
        )
