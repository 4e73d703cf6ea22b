"""A platform is not in the vocabulary.

Two words for one thing split every list and filter in two.

Bad::

    platform: lunix

Good::

    platform: linux
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.checks.vocabulary import unknown_words
from unstuck.finding import Severity

CODE = "KB121"
NAME = "unknown-platform"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    article = doc.article
    if article is None:
        return
    words = article.front.platform
    yield from unknown_words(doc, context, "platforms", "platform", words)
