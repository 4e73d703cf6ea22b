r"""The file begins with a byte order mark.

It is invisible, and other tools do not see the front matter behind it.

Bad::

    \ufeff---

Good::

    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB005"
NAME = "byte-order-mark"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            "begins with a byte order mark",
            "Save the file as UTF-8 without a byte order mark.",
        )
