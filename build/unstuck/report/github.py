"""Findings as GitHub workflow commands, which become annotations on a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from unstuck.finding import Finding
from unstuck.report.places import place
from unstuck.terminal.text import safe


def render(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:  # noqa: ARG001  (one signature for all)
    """One `::error …::message` line for each finding; nothing of a value can end its line or its property."""
    rows = []
    for one in findings:
        properties = {
            "file": place(prefix, one.path),
            "line": str(one.line),
            "col": str(one.column),
            **({"endLine": str(one.span.end_line), "endColumn": str(one.span.end_column)} if one.span.end_line else {}),
            "title": f"{one.code} {one.name}",
        }
        joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        text = f"{one.message}. {one.help}" if one.help else one.message
        rows.append(f"::{one.severity.value} {joined}::{_data(text)}\n")
    return "".join(rows)


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
