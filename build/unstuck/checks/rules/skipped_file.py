"""A file is left out: it is no regular file, or a log that belongs to no article.

Links may lead out of the knowledge base, and pipes never end; a log is evidence only beside `<name>.md`.

Bad::

    kb/a.md -> /etc/passwd

Good::

    kb/a.md   (a file)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB002"
NAME = "skipped-file"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"is left out: {trap.detail[0]}",
            "Put a regular file there, or name the log after its article: `<name>.hit.log`, `<name>.miss.log`.",
        )
