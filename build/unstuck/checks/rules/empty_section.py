"""A section has no text.

An empty heading promises something and does not keep it.

Bad::

    ## Verification

    ## Fallback

Good::

    ## Verification

    Run it again.

    ## Fallback
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.model import LABEL_LEVEL
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB308",
    "empty-section",
    WARNING,
    "`{heading}` has no text",
    "Write it, or remove the heading.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    for section in doc.article.walk():
        is_label = ":" in section.heading.rstrip(": ") or section.level > LABEL_LEVEL
        if not section.blocks and not section.children and not is_label:
            yield report(RULE, Span(section.line), heading=section.heading)
