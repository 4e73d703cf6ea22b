"""A placeholder is declared but used nowhere.

Readers would be asked for a value that goes nowhere.

Bad::

    placeholders:
      IMAGE: …   (and no __IMAGE__)

Good::

    docker run __IMAGE__
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB405",
    "placeholder-unused",
    WARNING,
    "`{name}` is used nowhere",
    "Remove it, or write `__{name}__` in a command.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    declared = [spec.name for spec in doc.article.front.placeholders]
    for placeholder in doc.article.placeholders:
        if placeholder.declared and not placeholder.uses:
            yield report(
                RULE, doc.article.front.at("placeholders", declared.index(placeholder.name)), name=placeholder.name
            )
