"""There are several headings of the first level.

A page has one title; the outline of the others falls apart.

Bad::

    # One

    # Two

Good::

    # One

    ## Two
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, related, report

RULE = Rule(
    "KB305",
    "several-titles",
    WARNING,
    "A second heading of the first level",
    "Use `##` below the title.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    article = doc.article
    if article is None or context.loose or not article.title_line:
        return
    for section in article.walk():
        if section.level == 1:
            title = related(Span(article.title_line), "The title is here")
            yield report(RULE, Span(section.line), related=(title,))
