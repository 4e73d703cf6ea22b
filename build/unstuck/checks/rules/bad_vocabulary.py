"""The vocabulary file is not of its format.

Words it should allow would be refused, or all let through.

Bad::

    categories: [devops]

Good::

    categories:
      devops: {title: DevOps}
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB110"
NAME = "bad-vocabulary"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            shown(trap.detail[0]),
            "Each facet maps words to a title, a description and synonyms.",
        )
