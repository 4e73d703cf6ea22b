"""A list names the same thing twice.

The second one says nothing.

Bad::

    tags: [docker, docker]

Good::

    tags: [docker]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB124"
NAME = "duplicate-item"
SEVERITY = Severity.WARNING

_KEYS = ("platform", "technologies", "tags", "related_kb", "aliases")


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    front = doc.article.front
    for key in _KEYS:
        seen: set[str] = set()
        for index, word in enumerate(getattr(front, key)):
            if word.casefold() in seen:
                place = front.at(key, index)
                yield Problem(place.line, place.column, f"`{key}` names `{shown(word)}` twice", "Remove one of them.")
            seen.add(word.casefold())
