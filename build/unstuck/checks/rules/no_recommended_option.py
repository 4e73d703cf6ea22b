"""There are several options and none is recommended.

Whoever is stuck wants one answer first.

Bad::

    # Option A: …
    # Option B: …

Good::

    # Option A: …
    # Option B: … (recommended)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB313"
NAME = "no-recommended-option"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    options = doc.article.options if doc.article else ()
    if len(options) > 1 and not any(option.recommended for option in options) and not context.loose:
        yield Problem(
            options[0].line,
            1,
            f"none of {len(options)} options is recommended",
            "Write `(recommended)` behind the best one.",
        )
