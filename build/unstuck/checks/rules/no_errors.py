"""The article has no error that a paste could match.

It can be found by words only, never by the error itself.

Bad::

    (no `errors`, and no error in the text)

Good::

    errors:
      - 'exec {path}: exec format error'
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB205",
    "no-errors",
    WARNING,
    "No error that a paste could match",
    "Add `errors:` with the line as the tool prints it.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is not None and not doc.article.errors:
        yield report(RULE, doc.article.front.at("errors"))
