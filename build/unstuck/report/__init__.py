"""Findings as text, JSON, SARIF and other formats: one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from unstuck.finding import Finding
from unstuck.report import github, json_lines, junit, sarif

Render = Callable[[Sequence[Finding], str], str]

# Format to function. Each takes the findings and the articles' folder as paths are to name it.
FORMATS: Mapping[str, Render] = {
    "json": json_lines.render_json,
    "jsonl": json_lines.render_jsonl,
    "github": github.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
