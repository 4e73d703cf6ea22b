"""A suppression names no check.

It suppresses nothing, and nobody would notice.

Bad::

    <!-- unstuck: allow shraed-signature -->

Good::

    <!-- unstuck: allow shared-signature same error, other cause -->
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity
from unstuck.findings.suppress import allows

CODE = "KB610"
NAME = "unknown-suppression"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
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
