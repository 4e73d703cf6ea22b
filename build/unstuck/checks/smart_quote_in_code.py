"""Code holds typographic quotes or dashes.

A shell takes them for letters, so the command fails in a way that is hard to see.

Bad::

    docker run “image”

Good::

    docker run "image"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, character_name
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document

CODE = "KB410"
NAME = "smart-quote-in-code"
SEVERITY = Severity.WARNING

_PLAIN = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "--", "\u2014": "--"}
_SMART = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014]")
_QUOTING = frozenset({"", "text", "txt", "log", "output", "diff", "markdown"})


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None or doc.source is None:
        return
    lines = doc.source.lines
    for block in doc.article.blocks():
        if block.kind != "code" or block.language in _QUOTING:
            continue
        for number in range(block.line, min(block.end, len(lines)) + 1):
            line = lines[number - 1]
            if line.lstrip().startswith("#"):
                continue
            for found in _SMART.finditer(line):
                start = doc.source.offset(number, found.start() + 1)
                fix = Fix("Write it plainly", (Edit(start, start + 1, _PLAIN[found[0]]),))
                message = f"code holds {character_name(found[0])}"
                yield Problem(number, found.start() + 1, message, f"Write {_PLAIN[found[0]]} instead.", fix)
