"""The front matter is not valid YAML.

Nothing of it can be read.

Bad::

    tags: [docker

Good::

    tags: [docker]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB010"
NAME = "yaml-syntax"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"the front matter is not valid YAML: {shown(trap.detail[0])}",
            "Correct the syntax here; text with `: `, `#` or quotes in it wants quotes around it.",
        )
