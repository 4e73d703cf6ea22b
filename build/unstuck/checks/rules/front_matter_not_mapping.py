"""The front matter is not a list of keys with values.

Only `key: value` lines can be read.

Bad::

    ---
    - a
    - b
    ---

Good::

    ---
    kb_id: A_001
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB009"
NAME = "front-matter-not-mapping"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"the front matter is {trap.detail[0]}, not keys with values",
            "Write one `key: value` on each line.",
        )
