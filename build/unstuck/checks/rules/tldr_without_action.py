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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB303",
    "tldr-without-action",
    WARNING,
    "The TL;DR has no action",
    "Write `symptom → action`.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    tldr = doc.article.tldr if doc.article else None
    if tldr is not None and not tldr.action:
        yield report(RULE, Span(tldr.line))
