"""A fallback does not state its risks.

A fallback is what one does in a hurry; its price has to stand beside it.

Bad::

    ### Option 2: Turn it off

Good::

    ### Option 2: Turn it off

    **When**: nothing else helps | **Risks**: no protection until it is on again
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB311"
NAME = "fallback-without-risks"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for fallback in doc.article.fallbacks if doc.article else ():
        if not fallback.risks:
            yield Problem(
                fallback.line,
                1,
                f"the fallback `{shown(fallback.title)}` states no risks",
                "Add `**Risks**:`, if only to say that there are none.",
            )
