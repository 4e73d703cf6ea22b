"""Mechanical fixes: edits applied to a file's text, and shown as a difference."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from unstuck.finding import Edit, Finding
from unstuck.terminal.text import safe


def apply_fixes(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """Apply the fixes of some findings to their file's text; returns the new text and how many were applied.

    A fix that overlaps one already taken is left for the next run.
    """
    taken: list[Edit] = []
    count = 0
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        edits = finding.fix.edits if finding.fix else ()
        if not edits or any(_overlap(edit, other) for edit in edits for other in taken):
            continue
        taken.extend(edits)
        count += 1
    for edit in sorted(taken, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, count


def _overlap(edit: Edit, other: Edit) -> bool:
    if edit.start == edit.end or other.start == other.end:
        return edit.start == other.start or edit.start < other.start < edit.end or other.start < edit.start < other.end
    return edit.start < other.end and other.start < edit.end


def diff(path: str, before: str, after: str) -> str:
    """A unified difference, safe for a terminal."""
    rows = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(safe(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n") for row in rows)
