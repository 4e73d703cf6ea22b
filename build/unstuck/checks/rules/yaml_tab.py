r"""The front matter is indented with a tab.

YAML knows only spaces.

Bad::

    tags:
    \t- docker

Good::

    tags:
      - docker
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB014"
NAME = "yaml-tab"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            "is indented with a tab",
            "Indent with spaces.",
        )
