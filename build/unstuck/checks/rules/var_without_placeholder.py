"""A line is marked VAR but has no placeholder.

The mark says that something has to be filled in here.

Bad::

    docker ps  # VAR

Good::

    docker logs __CONTAINER__  # VAR
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.placeholders import find_placeholders
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB407",
    "var-without-placeholder",
    WARNING,
    "Marked VAR, but has no placeholder",
    "Write `__NAME__` for what varies, or remove the mark.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or doc.source is None:
        return
    lines = doc.source.lines
    for mark in doc.article.var_marks:
        line = lines[mark.line - 1]
        # The mark of a command over several lines is on its last line.
        above = mark.line - 2
        while above >= 0 and lines[above].rstrip().endswith("\\"):
            line = lines[above] + line
            above -= 1
        if not find_placeholders(line):
            yield report(RULE, mark)
