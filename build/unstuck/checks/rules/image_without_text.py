"""An image has no text in its place.

Whoever cannot see it learns nothing, and neither does a chatbot.

Bad::

    ![](disk.png)

Good::

    ![df -h with /var at 100 %](disk.png)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.blocks import Image
from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB609"
NAME = "image-without-text"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for link in doc.article.links if doc.article else ():
        if isinstance(link, Image) and not link.text.strip():
            yield Problem(
                link.line,
                link.column,
                f"the image `{shown(link.href)}` has no text in its place",
                "Write what it shows: ![…](…).",
            )
