"""An id is not of the form that addresses are made of.

Ids become file names and addresses, so only a narrow form is safe everywhere.

Bad::

    kb_id: docker/1

Good::

    kb_id: CROSS_DOCKER_001
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB109"
NAME = "bad-kb-id"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{shown(trap.detail[0])}` {trap.detail[1]}",
            "Join words and a number of three or more digits by `_`: CROSS_DOCKER_001.",
        )
