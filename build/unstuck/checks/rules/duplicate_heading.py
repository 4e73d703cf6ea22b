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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, related, report

RULE = Rule(
    "KB307",
    "duplicate-heading",
    WARNING,
    "The heading `{heading}` is already used in line {first}",
    "Say what this one is about.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is not None:
        yield from _twins(doc.article.sections)


def _twins(sections: tuple[Section, ...]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for section in sections:
        key = section.heading.casefold()
        if section.level <= 6 and key in seen:
            first = related(Span(seen[key]), "The first one is here")
            yield report(RULE, Span(section.line), related=(first,), heading=section.heading, first=str(seen[key]))
        seen.setdefault(key, section.line)
        yield from _twins(section.children)
