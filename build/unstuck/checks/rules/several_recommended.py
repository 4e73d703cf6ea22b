"""More than one option is recommended.

Two recommendations are none.

Bad::

    # Option A: … (recommended)
    # Option B: … (recommended)

Good::

    # Option A: …
    # Option B: … (recommended)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, related, report

RULE = Rule(
    "KB314",
    "several-recommended",
    WARNING,
    "Also recommended is the option in line {first}",
    "Recommend one.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    chosen = [option for option in (doc.article.options if doc.article else ()) if option.recommended]
    for option in chosen[1:]:
        first = related(Span(chosen[0].line), "The first recommended option is here")
        yield report(RULE, Span(option.line), related=(first,), first=str(chosen[0].line))
