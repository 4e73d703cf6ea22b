"""An image is loaded from somewhere else.

Whoever serves it learns who reads the page; it is shown as a link.

Bad::

    ![logo](https://example.com/logo.png)

Good::

    [the logo](https://example.com/logo.png)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.blocks import Image
from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB608",
    "remote-image",
    WARNING,
    "The image `{address}` is on another server",
    "Link to it, or describe what it shows.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    for link in doc.article.links if doc.article else ():
        if isinstance(link, Image) and link.href.startswith(("http:", "https:", "//")):
            yield report(RULE, link, address=link.href)
