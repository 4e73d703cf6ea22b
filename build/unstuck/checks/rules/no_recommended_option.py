"""There are several options and none is recommended.

Whoever is stuck wants one answer first.

Bad::

    # Option A: …
    # Option B: …

Good::

    # Option A: …
    # Option B: … (recommended)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB313",
    "no-recommended-option",
    WARNING,
    "None of {count} options is recommended",
    "Write `(recommended)` behind the best one.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    options = doc.article.options if doc.article else ()
    if len(options) > 1 and not any(option.recommended for option in options) and not context.loose:
        yield report(RULE, Span(options[0].line), count=len(options))
