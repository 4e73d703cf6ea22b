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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB609",
    "image-without-text",
    WARNING,
    "The image `{address}` has no text in its place",
    "Write what it shows: ![…](…).",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    for link in doc.article.links if doc.article else ():
        if isinstance(link, Image) and not link.text.strip():
            yield report(RULE, link, address=link.href)
