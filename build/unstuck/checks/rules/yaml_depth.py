"""The front matter is nested too deeply.

No key of an article needs it.

Bad::

    tags: [[[[[[…

Good::

    tags: [docker]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB012"
NAME = "yaml-depth"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"is nested more than {trap.detail[0]} levels deep",
            "Keys take a value, a list, or a list of small mappings.",
        )
