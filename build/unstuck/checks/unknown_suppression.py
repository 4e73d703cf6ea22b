"""A suppression names no check.

It suppresses nothing, and nobody would notice.

Bad::

    <!-- unstuck: allow shraed-signature -->

Good::

    <!-- unstuck: allow shared-signature same error, other cause -->
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, shown
from unstuck.diagnostic import Severity
from unstuck.document import Document
from unstuck.suppress import allows

CODE = "KB610"
NAME = "unknown-suppression"
SEVERITY = Severity.WARNING


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.source is None:
        return
    from unstuck.checks import by_code  # the list holds this check too, so it cannot be imported above

    for allow in allows(doc.source):
        if by_code(allow.name) is None:
            yield Problem(
                allow.line,
                1,
                f"`{shown(allow.name)}` is no check",
                "`unstuck explain` lists them; the reason comes after the names.",
            )
