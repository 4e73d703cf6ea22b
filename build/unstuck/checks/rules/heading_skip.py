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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB306"
NAME = "heading-skip"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    above = 1 if doc.article.title_line else 0
    for section in doc.article.walk():
        if section.level > 6:
            continue
        if above and section.level > above + 1:
            message = f"this heading is of level {section.level}, the one above of level {above}"
            yield Problem(section.line, 1, message, f"Use {'#' * (above + 1)}.")
        above = section.level
