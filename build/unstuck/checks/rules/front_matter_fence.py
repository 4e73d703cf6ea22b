"""The front matter's fence is missing its other half or is in the wrong place.

Without both `---` lines the keys become text, or the text becomes keys.

Bad::

    ---
    kb_id: A_001
    # Title

Good::

    ---
    kb_id: A_001
    ---
    # Title
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB007"
NAME = "front-matter-fence"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"the front matter {trap.detail[0]}",
            "Begin the file with a line `---`, and end the front matter with another.",
        )
