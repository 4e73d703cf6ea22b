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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB124",
    "duplicate-item",
    WARNING,
    "`{key}` names `{word}` twice",
    "Remove one of them.",
    __doc__,
)

_KEYS = ("platform", "technologies", "tags", "related_kb", "aliases")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    front = doc.article.front
    for key in _KEYS:
        seen: set[str] = set()
        for index, word in enumerate(getattr(front, key)):
            if word.casefold() in seen:
                yield report(RULE, front.at(key, index), key=key, word=word)
            seen.add(word.casefold())
