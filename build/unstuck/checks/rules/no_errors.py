"""The article has no error that a paste could match.

It can be found by words only, never by the error itself.

Bad::

    (no `errors`, and no error in the text)

Good::

    errors:
      - 'exec {path}: exec format error'
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB205"
NAME = "no-errors"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is not None and not doc.article.errors:
        place = doc.article.front.at("errors")
        yield Problem(
            place.line,
            place.column,
            "has no error that a paste could match",
            "Add `errors:` with the line as the tool prints it.",
        )
