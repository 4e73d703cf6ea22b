"""The article has no title.

Lists and searches show the title first.

Bad::

    ---
    …
    ---
    Some text

Good::

    ---
    …
    ---
    # The disk is full
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB304",
    "title-missing",
    WARNING,
    "No title",
    "Begin the text with a heading, or set `title`.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    article = doc.article
    if article is not None and not article.front.title and not article.title_line:
        yield report(RULE, Span(doc.body_line))
