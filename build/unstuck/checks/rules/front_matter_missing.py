"""The file has no front matter.

Without `kb_id` and its fellows an article has no address and no place in any list.

Bad::

    # Title

Good::

    ---
    kb_id: A_001
    …
    ---
    # Title
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB008"
NAME = "front-matter-missing"
SEVERITY = Severity.ERROR
LOOSE = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            "has no front matter",
            "Begin the file with `---`, the keys and `---`; `unstuck new` writes a complete one.",
        )
