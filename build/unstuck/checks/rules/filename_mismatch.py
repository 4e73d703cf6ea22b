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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB125",
    "filename-mismatch",
    WARNING,
    "The file is `{stem}.md`, its id `{kb_id}`",
    "Rename the file to {kb_id}.md, and its logs with it.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    if doc.article is None or context.loose or not doc.article.front.has("kb_id") or not doc.article.kb_id:
        return
    stem = PurePosixPath(doc.path).stem
    if stem.casefold() != doc.article.kb_id.casefold():
        yield report(RULE, doc.article.front.at("kb_id"), stem=stem, kb_id=doc.article.kb_id)
