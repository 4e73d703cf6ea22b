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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB304"
NAME = "title-missing"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    article = doc.article
    if article is not None and not article.front.title and not article.title_line:
        yield Problem(doc.body_line, 1, "has no title", "Begin the text with a heading, or set `title`.")
