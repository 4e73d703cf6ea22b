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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB305"
NAME = "several-titles"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    article = doc.article
    if article is None or context.loose or not article.title_line:
        return
    for section in article.walk():
        if section.level == 1:
            yield Problem(section.line, 1, "is a second heading of the first level", "Use `##` below the title.")
