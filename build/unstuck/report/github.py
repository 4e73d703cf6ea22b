"""Findings as GitHub workflow commands, which become annotations on a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from unstuck.finding import Finding
from unstuck.report.places import place
from unstuck.terminal.text import safe


def render(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:  # noqa: ARG001  (one signature for all)
    """One `::error …::message` line for each finding; nothing of a value can end its line or its property."""
    rows = []
    for finding in findings:
        span = finding.span
        ends = {"endLine": str(span.end_line), "endColumn": str(span.end_column)} if span.end_line else {}
        properties = {
            "file": place(prefix, finding.path),
            "line": str(finding.line),
            "col": str(finding.column),
            **ends,
            "title": f"{finding.code} {finding.name}",
        }
        joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        text = f"{finding.message}. {finding.help}" if finding.help else finding.message
        rows.append(f"::{finding.severity.value} {joined}::{_data(text)}\n")
    return "".join(rows)


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
