"""A file or folder cannot be read.

What cannot be read cannot be published, and must not vanish silently.

Bad::

    -rw------- root  kb/a.md   (built by another user)

Good::

    -rw-r--r-- root  kb/a.md
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB001"
NAME = "unreadable"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"cannot be read: {shown(trap.detail[0])}",
            "Give the build permission to read it, or move it out of the knowledge base.",
        )
