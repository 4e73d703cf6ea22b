"""A line of text directly above `---` or `===` silently becomes a heading.

Markdown takes the two lines together for a heading; a separator was meant.

Bad::

    **Expected**: it works
    ---

Good::

    **Expected**: it works

    ---
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, line_end
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB309",
    "text-becomes-heading",
    WARNING,
    "`{text}` becomes a heading, for the line below underlines it",
    "Put an empty line between them, or write `## ` in front of a heading.",
    __doc__,
)

_UNDERLINE = re.compile(r" {0,3}(-{2,}|={2,})[ \t]*\Z")
_SEPARATOR = 5  # who underlines a longer text means a heading, and draws the line about as long


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None or doc.article is None:
        return
    lines = doc.source.lines
    headings = [section.line for section in doc.article.walk() if section.level <= 2]
    for first in sorted({*headings, doc.article.title_line} - {0}):
        if lines[first - 1].lstrip().startswith("#"):
            continue
        number = next((n for n in range(first + 1, len(lines) + 1) if _UNDERLINE.match(lines[n - 1])), 0)
        if not number:
            continue
        text, line = lines[number - 2].strip(), lines[number - 1].strip()
        if number == first + 1 and (len(line) > _SEPARATOR or len(text) <= len(line) + 2):
            continue
        at = doc.source.offset(number)
        fix = Fix("Put an empty line between them", (Edit(at, at, line_end(doc.source)),))
        yield report(RULE, Span(number - 1), fix=fix, text=text)
