"""A command is written with the shell's prompt.

Copied with its prompt it does not run.

Bad::

    $ docker ps

Good::

    docker ps
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.placeholders import COMMAND_LANGUAGES, SHELL_LANGUAGES
from unstuck.checks.check import CheckContext
from unstuck.checks.code import Code, code_blocks
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB403",
    "shell-prompt",
    WARNING,
    "The command is written with a prompt, and would be copied with it",
    "Remove the prompt; show output in a block of its own (```text).",
    __doc__,
)

_PROMPT = re.compile(r"[ \t>]*((?:[\w.-]{1,40}@[\w.-]{1,60}:[^$#\s]{0,80})?[$%] )(?=\S)")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    for code in code_blocks(doc):
        if code.language not in SHELL_LANGUAGES:
            continue
        fixable = code.language in COMMAND_LANGUAGES and not _has_output(code)
        for number, line in code.numbered():
            found = _PROMPT.match(line)
            if found:
                start = doc.source.offset(number, found.start(1) + 1)
                fix = Fix("Remove the prompt", (Edit(start, start + len(found[1]), ""),)) if fixable else None
                yield report(RULE, Span.within(number, found.start(1) + 1, len(found[1].rstrip())), fix=fix)


def _has_output(code: Code) -> bool:
    """Whether lines without a prompt follow one with: only the prompt distinguishes them from commands."""
    going_on = True
    for line in code.lines:
        bare = line.strip(" \t>")
        if bare and not bare.startswith("#") and not going_on and not _PROMPT.match(line):
            return True
        going_on = line.rstrip().endswith("\\") or (going_on and not _PROMPT.match(line))
    return False
