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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB205"
NAME = "no-errors"
SEVERITY = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is not None and not doc.article.errors:
        place = doc.article.front.at("errors")
        yield Problem(
            place.line,
            place.column,
            "has no error that a paste could match",
            "Add `errors:` with the line as the tool prints it.",
        )
