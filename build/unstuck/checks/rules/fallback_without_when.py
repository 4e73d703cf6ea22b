"""A fallback does not say when to take it.

Several ways out without a word on when are a riddle.

Bad::

    ### Option 2: Turn it off

Good::

    ### Option 2: Turn it off

    **When**: nothing else helps | **Risks**: …
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB312",
    "fallback-without-when",
    WARNING,
    "The fallback `{title}` does not say when to take it",
    "Add `**When**:`.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    for fallback in doc.article.fallbacks if doc.article else ():
        if not fallback.when:
            yield report(RULE, Span(fallback.line), title=fallback.title)
