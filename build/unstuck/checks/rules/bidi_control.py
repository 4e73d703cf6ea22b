"""The text holds a character that turns the direction of writing.

It can make a command look like another one. Text in right-to-left scripts needs none of them.

Bad::

    rm U+202E …

Good::

    the command as it is
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, character_name
from unstuck.finding import ERROR, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB602",
    "bidi-control",
    ERROR,
    "Holds {character}",
    "Remove it.",
    __doc__,
)

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    for found in _BIDI.finditer(doc.source.text):
        place = doc.source.position(found.start())
        fix = Fix("Remove it", (Edit(found.start(), found.end(), ""),))
        yield report(RULE, Span.within(place.line, place.column, 1), fix=fix, character=character_name(found[0]))
