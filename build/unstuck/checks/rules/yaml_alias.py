"""The front matter uses an anchor, an alias or a merge key.

They make small files expand without bound, and hide what an article says.

Bad::

    tags: &t [docker]
    technologies: *t

Good::

    tags: [docker]
    technologies: [docker]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB011"
NAME = "yaml-alias"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{shown(trap.detail[0])}` is an anchor, alias or merge key",
            "Write the value out.",
        )
