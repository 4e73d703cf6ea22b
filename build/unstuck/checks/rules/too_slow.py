"""The article takes the Markdown parser too long.

Some nestings take quadratic time; one article must not hold up a build.

Bad::

    ten thousand `[` in a row

Good::

    an article a person can read
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB006"
NAME = "too-slow"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"takes longer than {trap.detail[0]} s to parse",
            "Look for very long runs of brackets, quotes or emphasis marks and remove them.",
        )
