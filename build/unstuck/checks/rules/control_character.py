"""The text holds a control character.

It moves cursors, hides text or ends files; no page, feed or terminal may pass it on.

Bad::

    a line with ESC[31m in it

Good::

    the same line without colours
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, character_name
from unstuck.finding import ERROR, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB601",
    "control-character",
    ERROR,
    "Holds {character}",
    "Remove it.",
    __doc__,
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MOST = 20


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    for count, found in enumerate(_CONTROL.finditer(doc.source.text)):
        if count == _MOST:
            return
        place = doc.source.position(found.start())
        fix = Fix("Remove it", (Edit(found.start(), found.end(), ""),))
        yield report(RULE, Span.within(place.line, place.column, 1), fix=fix, character=character_name(found[0]))
