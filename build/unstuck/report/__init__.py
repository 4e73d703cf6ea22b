"""Findings as text, JSON, SARIF and other formats: one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from unstuck.finding import Finding
from unstuck.report import github, json_lines, junit, sarif

Render = Callable[[Sequence[Finding], str, str], str]

# Format to function. Each takes the findings, the articles' folder as paths are to name it, and the public address of
# the site that explains the findings (empty where there is none).
FORMATS: Mapping[str, Render] = {
    "json": json_lines.render_json,
    "jsonl": json_lines.render_jsonl,
    "github": github.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
