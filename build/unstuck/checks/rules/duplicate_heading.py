"""Two headings under the same parent are the same.

Links to the second one are numbers that change.

Bad::

    ## Fix

    …

    ## Fix

Good::

    ## Fix for Linux

    …

    ## Fix for macOS
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.model import Section
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB307"
NAME = "duplicate-heading"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is not None:
        yield from _twins(doc.article.sections)


def _twins(sections: tuple[Section, ...]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for section in sections:
        key = section.heading.casefold()
        if section.level <= 6 and key in seen:
            message = f"the heading `{shown(section.heading)}` is already used in line {seen[key]}"
            yield Problem(section.line, 1, message, "Say what this one is about.")
        seen.setdefault(key, section.line)
        yield from _twins(section.children)
