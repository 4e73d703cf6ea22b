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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB302"
NAME = "tldr-missing"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    article = doc.article
    if article is not None and article.tldr is None and not article.plain and not context.loose:
        line = article.title_line or doc.body_line
        yield Problem(line, 1, "has no TL;DR", "Add `> **TL;DR**: what one sees → what to do` under the title.")
