"""A file, line, front matter or list is larger than an article can be.

Such a file is an accident or an attack; reading it would cost everybody time.

Bad::

    a 20 MB log pasted into an article

Good::

    the ten lines that matter, the log as evidence beside it
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB003"
NAME = "too-large"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"{trap.detail[0]} is too large: {trap.detail[1]}, at most {trap.detail[2]}",
            "Keep what the reader needs; put long logs beside the article as `<name>.hit.log`.",
        )
