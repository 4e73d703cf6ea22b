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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB404",
    "placeholder-undeclared",
    WARNING,
    "`{placeholder}` is not declared",
    "Add `{name}:` with a description to `placeholders`.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    for one in doc.article.placeholders if doc.article and not context.loose else ():
        if not one.declared and one.uses:
            yield report(RULE, one.uses[0], placeholder=f"__{one.name}__", name=one.name)
