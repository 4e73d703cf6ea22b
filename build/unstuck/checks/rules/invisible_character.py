"""The text holds an invisible character.

In a command it makes a different command; in a word it breaks searches.

Bad::

    docker\u200b ps

Good::

    docker ps
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, character_name
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB603",
    "invisible-character",
    WARNING,
    "Holds {character}",
    "Remove it.",
    __doc__,
)

# Joiners are part of emoji and of several scripts, so they count only between ASCII letters.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff\U000e0001-\U000e007f]|(?<=[ -~])[\u200c\u200d](?=[ -~])"
)
_DIRECTION = frozenset("\u200e\u200f\u061c")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None or doc.source.text.isascii():
        return
    lines = doc.source.lines
    for found in _INVISIBLE.finditer(doc.source.text):
        place = doc.source.position(found.start())
        # Marks of direction are ordinary where text runs from right to left.
        if found[0] in _DIRECTION and _RIGHT_TO_LEFT.search(lines[place.line - 1].replace(found[0], "")):
            continue
        fix = Fix("Remove it", (Edit(found.start(), found.end(), ""),))
        yield report(RULE, Span.within(place.line, place.column, 1), fix=fix, character=character_name(found[0]))
    for code in code_blocks(doc):
        for number, line in code.numbered():
            for odd in _SPACES.finditer(line):
                start = doc.source.offset(number, odd.start() + 1)
                fix = Fix("Write a space", (Edit(start, start + 1, " "),))
                yield report(
                    RULE,
                    Span.within(number, odd.start() + 1, 1),
                    fix=fix,
                    message="Code holds {character}",
                    help="Write an ordinary space.",
                    character=character_name(odd[0]),
                )
