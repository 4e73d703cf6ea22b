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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB405"
NAME = "placeholder-unused"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    declared = [spec.name for spec in doc.article.front.placeholders]
    for one in doc.article.placeholders:
        if one.declared and not one.uses:
            place = doc.article.front.at("placeholders", declared.index(one.name))
            yield Problem(
                place.line,
                place.column,
                f"`{one.name}` is used nowhere",
                f"Remove it, or write `__{one.name}__` in a command.",
            )
