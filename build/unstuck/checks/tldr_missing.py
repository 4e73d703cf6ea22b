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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB302"
NAME = "tldr-missing"
SEVERITY = Severity.WARNING


def check(doc: Document, setting: Setting) -> Iterator[Problem]:
    article = doc.article
    if article is not None and article.tldr is None and not article.plain and not setting.loose:
        line = article.title_line or doc.body_line
        yield Problem(line, 1, "has no TL;DR", "Add `> **TL;DR**: what one sees → what to do` under the title.")
