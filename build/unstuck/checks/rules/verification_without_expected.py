"""The verification does not say what to expect.

A command proves nothing to someone who does not know what it should print.

Bad::

    ## Verification

    `docker ps`

Good::

    ## Verification

    `docker ps`

    **Expected**: the container is listed as Up
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB310",
    "verification-without-expected",
    WARNING,
    "The verification does not say what to expect",
    "Add `**Expected**:` and what proves success.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    found = doc.article.verification if doc.article else None
    if found is not None and not found.expected:
        yield report(RULE, Span(found.line))
