"""Findings as JSON: one document, or one object on each line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from unstuck.finding import Finding
from unstuck.report.places import explained, place, sound


def render_json(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:
    """One JSON document: `{"version": 1, "findings": […]}`."""
    data = {"version": 1, "findings": [_finding(finding, prefix, site) for finding in findings]}
    return json.dumps(data, indent=1) + "\n"


def render_jsonl(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:
    """One JSON object on each line."""
    return "".join(json.dumps(_finding(finding, prefix, site)) + "\n" for finding in findings)


def _finding(finding: Finding, prefix: str, site: str) -> dict[str, Any]:
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
        "end_line": finding.span.end_line or None,
        "end_column": finding.span.end_column or None,
        "message": sound(finding.message),
        "help": sound(finding.help),
        "related": [
            {
                "path": place(prefix, there.path),
                "line": there.line,
                "column": there.column,
                "message": sound(there.message),
            }
            for there in finding.related
        ],
        "help_url": explained(site, finding.code),
        "fix": fix,
    }
