"""The front matter uses a YAML tag.

Tags ask the reader to make something other than text of a value; none is ever obeyed.

Bad::

    owner: !!python/name:os.system

Good::

    owner: platform-team
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB013"
NAME = "yaml-tag"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        yield Problem(
            trap.line,
            trap.column,
            f"`{shown(trap.detail[0])}` is a YAML tag",
            "Remove the tag; write the value as text.",
        )
