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

from unstuck.checks.check import Problem, Setting, shown
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document

CODE = "KB309"
NAME = "text-becomes-heading"
SEVERITY = Severity.WARNING

_UNDERLINE = re.compile(r" {0,3}(-{2,}|={2,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.source is None or doc.article is None:
        return
    headings = {section.line for section in doc.article.walk()} | {doc.article.title_line}
    lines = doc.source.lines
    fence = ""
    for number, line in enumerate(lines[doc.body_line - 1 :], doc.body_line):
        opened = _FENCE.match(line)
        if opened:
            fence = "" if fence and opened[1].startswith(fence) else (fence or opened[1])
        above = lines[number - 2] if number > doc.body_line else ""
        if fence or not _UNDERLINE.match(line) or not above.strip() or number - 1 not in headings:
            continue
        at = doc.source.offset(number)
        fix = Fix("Put an empty line between them", (Edit(at, at, "\n"),))
        message = f"`{shown(above.strip())}` becomes a heading, for the line below underlines it"
        yield Problem(
            number - 1, 1, message, "Put an empty line between them, or write `## ` in front of a heading.", fix
        )
