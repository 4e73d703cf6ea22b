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
from unstuck.checks.check import CheckContext
from unstuck.checks.vocabulary import unknown_words
from unstuck.finding import WARNING, Finding, Rule

RULE = Rule(
    "KB120",
    "unknown-category",
    WARNING,
    "`{word}` is not in the vocabulary of {facet}",
    "Add it to vocabulary.yaml under `{facet}`, or use a word of it.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    article = doc.article
    if article is None:
        return
    words = (article.front.category,) if article.front.category else ()
    yield from unknown_words(RULE, doc, context, "categories", "category", words)
