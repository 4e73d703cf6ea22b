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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB310"
NAME = "verification-without-expected"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    found = doc.article.verification if doc.article else None
    if found is not None and not found.expected:
        yield Problem(
            found.line,
            1,
            "the verification does not say what to expect",
            "Add `**Expected**:` and what proves success.",
        )
