"""The file is not named after its id.

Evidence, links and people find an article by its file name.

Bad::

    kb/docker.md with kb_id: CROSS_DOCKER_001

Good::

    kb/CROSS_DOCKER_001.md
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB125"
NAME = "filename-mismatch"
SEVERITY = Severity.WARNING


def check(doc: Document, context: CheckContext) -> Iterator[Problem]:
    if doc.article is None or context.loose or not doc.article.front.has("kb_id") or not doc.article.kb_id:
        return
    stem = PurePosixPath(doc.path).stem
    if stem.casefold() != doc.article.kb_id.casefold():
        place = doc.article.front.at("kb_id")
        message = f"the file is `{shown(stem)}.md`, its id `{doc.article.kb_id}`"
        yield Problem(
            place.line, place.column, message, f"Rename the file to {doc.article.kb_id}.md, and its logs with it."
        )
