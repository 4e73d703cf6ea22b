"""A required key is missing.

Lists, pages and feeds are made of these keys.

Bad::

    ---
    kb_id: A_001
    ---

Good::

    ---
    kb_id: A_001
    category: devops
    …
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB102"
NAME = "missing-key"
SEVERITY = Severity.ERROR
LOOSE = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{trap.detail[0]}` is missing",
            f"Add `{trap.detail[0]}:` to the front matter.",
        )
