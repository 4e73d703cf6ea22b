"""A code block is never closed.

All that follows is taken for code: no sections, no verification, no fallback.

Bad::

    ```bash
    docker ps

    ## Verification

Good::

    ```bash
    docker ps
    ```

    ## Verification
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, shown
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB402"
NAME = "unclosed-fence"
SEVERITY = Severity.ERROR

_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})([^`]*)\Z")


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.source is None or doc.article is None:
        return
    opened, line_opened = "", 0
    for number, line in enumerate(doc.source.lines[doc.body_line - 1 :], doc.body_line):
        found = _FENCE.match(line.lstrip())
        if not found:
            continue
        if not opened:
            opened, line_opened = found[1], number
        elif found[1][0] == opened[0] and len(found[1]) >= len(opened) and not found[2].strip():
            opened = ""
    if opened:
        yield Problem(
            line_opened, 1, "this code block is never closed", f"Add a line {shown(opened)} where the code ends."
        )
