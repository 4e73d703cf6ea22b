"""The TL;DR says what is wrong, but not what to do.

The second half is what people came for.

Bad::

    > **TL;DR**: the container fails

Good::

    > **TL;DR**: the container fails → rebuild it for this CPU
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB303"
NAME = "tldr-without-action"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    tldr = doc.article.tldr if doc.article else None
    if tldr is not None and not tldr.action:
        yield Problem(tldr.line, 1, "the TL;DR has no action", "Write `symptom → action`.")
