"""A category is not in the vocabulary.

Two words for one thing split every list and filter in two.

Bad::

    category: dokcer

Good::

    category: docker
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.checks.vocabulary import unknown_words
from unstuck.finding import Severity

CODE = "KB120"
NAME = "unknown-category"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    article = doc.article
    if article is None:
        return
    words = (article.front.category,) if article.front.category else ()
    yield from unknown_words(doc, context, "categories", "category", words)
