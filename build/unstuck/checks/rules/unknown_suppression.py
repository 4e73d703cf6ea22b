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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report
from unstuck.findings.suppress import allows

RULE = Rule(
    "KB610",
    "unknown-suppression",
    WARNING,
    "`{name}` is not a check",
    "`unstuck explain` lists them; the reason comes after the names.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    from unstuck.checks import by_code  # the list holds this check too, so it cannot be imported above

    for allow in allows(doc.source):
        if by_code(allow.name) is None:
            yield report(RULE, Span(allow.line), name=allow.name)
