"""More than one option is recommended.

Two recommendations are none.

Bad::

    # Option A: … (recommended)
    # Option B: … (recommended)

Good::

    # Option A: …
    # Option B: … (recommended)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB314"
NAME = "several-recommended"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    chosen = [option for option in (doc.article.options if doc.article else ()) if option.recommended]
    for option in chosen[1:]:
        yield Problem(option.line, 1, f"is recommended beside the option in line {chosen[0].line}", "Recommend one.")
