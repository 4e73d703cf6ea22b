r"""The file begins with a byte order mark.

It is invisible, and other tools do not see the front matter behind it.

Bad::

    \ufeff---

Good::

    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB005"
NAME = "byte-order-mark"
SEVERITY = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            "begins with a byte order mark",
            "Save the file as UTF-8 without a byte order mark.",
        )
