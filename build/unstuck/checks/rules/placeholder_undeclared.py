"""A placeholder is used but not declared.

The form that fills it can say nothing about what is wanted.

Bad::

    docker run __IMAGE_NAME__   (and no `placeholders`)

Good::

    placeholders:
      IMAGE_NAME: the image and its tag
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB404"
NAME = "placeholder-undeclared"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    for one in doc.article.placeholders if doc.article and not context.loose else ():
        if not one.declared and one.uses:
            place = one.uses[0]
            message = f"`__{one.name}__` is not declared"
            yield Problem(place.line, place.column, message, f"Add `{one.name}:` with a description to `placeholders`.")
