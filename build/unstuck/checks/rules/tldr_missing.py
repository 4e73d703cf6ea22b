"""The article has no TL;DR.

Whoever is stuck reads one line first, and chatbots quote it.

Bad::

    # Disk full

    ## Solution

Good::

    # Disk full

    > **TL;DR**: writes fail → find what fills the disk
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB302",
    "tldr-missing",
    WARNING,
    "No TL;DR",
    "Add `> **TL;DR**: what one sees → what to do` under the title.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    article = doc.article
    if article is not None and article.tldr is None and not article.plain and not context.loose:
        yield report(RULE, Span(article.title_line or doc.body_line))
