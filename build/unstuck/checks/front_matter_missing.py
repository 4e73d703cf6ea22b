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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB008"
NAME = "front-matter-missing"
SEVERITY = Severity.ERROR
LOOSE = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            "has no front matter",
            "Begin the file with `---`, the keys and `---`; `unstuck new` writes a complete one.",
        )
