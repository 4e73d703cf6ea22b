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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB314"
NAME = "several-recommended"
SEVERITY = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    chosen = [option for option in (doc.article.options if doc.article else ()) if option.recommended]
    for option in chosen[1:]:
        yield Problem(option.line, 1, f"is recommended beside the option in line {chosen[0].line}", "Recommend one.")
