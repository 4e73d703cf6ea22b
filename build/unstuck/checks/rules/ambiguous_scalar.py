"""A value is read by YAML as something other than its text.

`no` becomes false, `1.10` becomes 1.1, `12:30` a number in base 60: what a reader sees would not be what was
written.

Bad::

    tags: [no, 1.10]

Good::

    tags: ['no', '1.10']
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Edit, Fix, Severity

CODE = "KB106"
NAME = "ambiguous-scalar"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    for trap in doc.trapped(NAME):
        key, raw, reads_as = trap.detail
        yield Problem(
            trap.line,
            trap.column,
            f"`{key}` holds `{shown(raw)}`, which YAML reads as {reads_as}",
            f"Write it in quotes: '{shown(raw)}'.",
            _quoted(doc, trap.line, trap.column, raw),
        )


def _quoted(doc: Document, line: int, column: int, raw: str) -> Fix | None:
    if doc.source is None:
        return None
    start = doc.source.offset(line, column)
    end = start + len(raw)
    if doc.source.text[start:end] != raw:
        return None
    return Fix("Put quotes around it", (Edit(start, end, f"'{raw}'"),))
