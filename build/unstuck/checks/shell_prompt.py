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

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Edit, Fix, Severity
from unstuck.document import Document
from unstuck.markdown import SHELL_LANGUAGES

CODE = "KB403"
NAME = "shell-prompt"
SEVERITY = Severity.WARNING

_PROMPT = re.compile(r"[ \t]*(?:[\w.-]{1,40}@[\w.-]{1,60}:[^$#\s]{0,80})?[$%] (?=\S)")


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None or doc.source is None:
        return
    lines = doc.source.lines
    for block in doc.article.blocks():
        if block.kind != "code" or block.language not in SHELL_LANGUAGES:
            continue
        for number in range(block.line, min(block.end, len(lines)) + 1):
            found = _PROMPT.match(lines[number - 1])
            if found:
                start = doc.source.offset(number)
                fix = Fix("Remove the prompt", (Edit(start, start + found.end(), ""),))
                cure = "Remove the prompt; show output in a block of its own (```text)."
                yield Problem(number, 1, "the command is written with a prompt, and would be copied with it", cure, fix)
