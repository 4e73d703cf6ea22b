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

from unstuck.article.document import Document
from unstuck.article.placeholders import COMMAND_LANGUAGES
from unstuck.checks.check import CheckContext, character_name
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB410",
    "smart-quote-in-code",
    WARNING,
    "Code holds {character}",
    "Write {plain} instead.",
    __doc__,
)

# In other languages these may be the text of a string.
_LANGUAGES = COMMAND_LANGUAGES | {
    "console",
    "shell-session",
    "terminal",
    "powershell",
    "ps1",
    "bat",
    "cmd",
    "dockerfile",
}
_PLAIN = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "--", "\u2014": "--"}
# A dash counts where an option begins.
_SMART = re.compile("[\u2018\u2019\u201c\u201d]|(?<!\\S)[\u2013\u2014](?=[A-Za-z])")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None or doc.source.text.isascii():
        return
    for code in code_blocks(doc):
        if code.language not in _LANGUAGES:
            continue
        for number, line in code.numbered():
            if line.lstrip(" \t>").startswith("#"):
                continue
            comment = line.find(" # ")
            for found in _SMART.finditer(line, 0, len(line) if comment < 0 else comment):
                plain = _PLAIN[found[0]]
                start = doc.source.offset(number, found.start() + 1)
                # Inside of plain quotes it may be part of the text, and a plain one would end that.
                fixable = plain == "--" or not ({'"', "'"} & set(line))
                fix = Fix("Write it plainly", (Edit(start, start + 1, plain),)) if fixable else None
                place = Span.within(number, found.start() + 1, 1)
                yield report(RULE, place, fix=fix, character=character_name(found[0]), plain=plain)
