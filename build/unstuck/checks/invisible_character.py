"""The text holds a character that nobody can see.

In a command it makes a different command; in a word it breaks searches.

Bad::

    docker\u200b ps

Good::

    docker ps
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, character_name
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document

CODE = "KB603"
NAME = "invisible-character"
SEVERITY = Severity.WARNING

# Joiners are part of emoji and of several scripts, so they count only between ASCII letters.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff\U000e0001-\U000e007f]|(?<=[ -~])[\u200c\u200d](?=[ -~])"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.source is None or doc.source.text.isascii():
        return
    for found in _INVISIBLE.finditer(doc.source.text):
        place = doc.source.position(found.start())
        fix = Fix("Remove it", (Edit(found.start(), found.end(), ""),))
        yield Problem(place.line, place.column, f"holds {character_name(found[0])}", "Remove it.", fix)
    for block in doc.article.blocks() if doc.article else ():
        if block.kind == "code":
            for number, line in enumerate(block.text.split("\n"), block.line):
                for odd in _SPACES.finditer(line):
                    start = doc.source.offset(number, odd.start() + 1)
                    fix = Fix("Write a space", (Edit(start, start + 1, " "),))
                    yield Problem(
                        number, odd.start() + 1, f"code holds {character_name(odd[0])}", "Write an ordinary space.", fix
                    )
