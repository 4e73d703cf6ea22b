"""A command has a placeholder but no VAR mark.

The mark is what tells a reader of the plain text that the line cannot be run as it is.

Bad::

    docker logs __CONTAINER__

Good::

    docker logs __CONTAINER__  # VAR
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.placeholders import COMMAND_LANGUAGES, find_mark, find_placeholders
from unstuck.checks.check import CheckContext
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB408",
    "placeholder-without-var",
    WARNING,
    "`{placeholder}` is in a line without a VAR mark",
    "Add `  # VAR` at its end.",
    __doc__,
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    if doc.source is None or context.loose:
        return
    for code in code_blocks(doc):
        if code.language not in COMMAND_LANGUAGES:
            continue
        for number, written in code.commands():
            line = written.rstrip()
            found = next(iter(find_placeholders(line, code.language)), None)
            # A comment needs no mark.
            if not found or find_mark(line) or line.lstrip(" \t>").startswith("#"):
                continue
            at = doc.source.offset(number) + len(line)
            fix = Fix("Mark the line", (Edit(at, at, "  # VAR"),))
            place = Span.within(number, found.start() + 1, len(found[0]))
            yield report(RULE, place, fix=fix, placeholder=found[0])
