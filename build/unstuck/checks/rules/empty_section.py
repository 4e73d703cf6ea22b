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
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB308"
NAME = "empty-section"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    for section in doc.article.walk():
        told = ":" in section.heading.rstrip(": ") or section.level > LABEL_LEVEL
        if not section.blocks and not section.children and not told:
            yield Problem(
                section.line, 1, f"`{shown(section.heading)}` has no text", "Write it, or remove the heading."
            )
