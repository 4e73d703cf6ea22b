"""A fallback does not state its risks.

A fallback is used in a hurry; its price must be next to it.

Bad::

    ### Option 2: Turn it off

Good::

    ### Option 2: Turn it off

    **When**: nothing else helps | **Risks**: no protection until it is on again
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB311",
    "fallback-without-risks",
    WARNING,
    "The fallback `{title}` states no risks",
    "Add `**Risks**:`, if only to say that there are none.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    for fallback in doc.article.fallbacks if doc.article else ():
        if not fallback.risks:
            yield report(RULE, Span(fallback.line), title=fallback.title)
