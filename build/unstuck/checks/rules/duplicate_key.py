"""A key stands twice in the front matter.

YAML readers keep one of them, and not all the same one.

Bad::

    tags: [a]
    tags: [b]

Good::

    tags: [a, b]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB015"
NAME = "duplicate-key"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{shown(trap.detail[0])}` occurs again, first in line {trap.detail[1]}",
            "Keep one of them.",
        )
