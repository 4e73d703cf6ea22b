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
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB312"
NAME = "fallback-without-when"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for fallback in doc.article.fallbacks if doc.article else ():
        if not fallback.when:
            yield Problem(
                fallback.line,
                1,
                f"the fallback `{shown(fallback.title)}` does not say when to take it",
                "Add `**When**:`.",
            )
