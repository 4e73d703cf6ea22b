"""A technology is not in the vocabulary.

Two words for one thing split every list and filter in two.

Bad::

    technologies: dokcer

Good::

    technologies: docker
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting
from unstuck.checks.vocabulary import unknown_words
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB122"
NAME = "unknown-technology"
SEVERITY = Severity.WARNING


def check(doc: Document, setting: Setting) -> Iterator[Problem]:
    article = doc.article
    if article is None:
        return
    words = article.front.technologies
    yield from unknown_words(doc, setting, "technologies", "technologies", words)
