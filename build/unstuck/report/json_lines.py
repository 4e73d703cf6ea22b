"""Findings as JSON: one document, or one object on each line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from unstuck.finding import Finding
from unstuck.report.places import place, sound


def render_json(findings: Sequence[Finding], prefix: str = "") -> str:
    """One JSON document: `{"version": 1, "findings": […]}`."""
    data = {"version": 1, "findings": [_finding(one, prefix) for one in findings]}
    return json.dumps(data, indent=1) + "\n"


def render_jsonl(findings: Sequence[Finding], prefix: str = "") -> str:
    """One JSON object on each line."""
    return "".join(json.dumps(_finding(one, prefix)) + "\n" for one in findings)


def _finding(finding: Finding, prefix: str) -> dict[str, Any]:
    fix = finding.fix and {
        "title": finding.fix.title,
        "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits],
    }
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": place(prefix, finding.path),
        "line": finding.line,
        "column": finding.column,
        "message": sound(finding.message),
        "help": finding.help,
        "fix": fix,
    }
