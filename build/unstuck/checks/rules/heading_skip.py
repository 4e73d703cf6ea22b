"""A heading skips a level.

Screen readers and outlines take the missing level for missing text.

Bad::

    ## Solution

    #### Option A

Good::

    ## Solution

    ### Option A
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB306",
    "heading-skip",
    WARNING,
    "This heading is of level {level}, the one above of level {above}",
    "Use {marks}.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    above = 1 if doc.article.title_line else 0
    for section in doc.article.walk():
        if section.level > 6:
            continue
        if above and section.level > above + 1:
            yield report(RULE, Span(section.line), level=section.level, above=above, marks="#" * (above + 1))
        above = section.level
