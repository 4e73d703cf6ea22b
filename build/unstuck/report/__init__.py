"""Findings as text, JSON, SARIF and other formats: one function for each."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from unstuck.finding import Finding

# Format to module and function, each imported when it is asked for.
FORMATS = {
    "json": ("json_lines", "render_json"),
    "jsonl": ("json_lines", "render_jsonl"),
    "github": ("github", "render"),
    "sarif": ("sarif", "render"),
    "junit": ("junit", "render"),
}


def render(form: str, findings: Sequence[Finding], folder: str, base_url: str) -> str:
    """The findings in one of `FORMATS`: `folder` is the articles' folder as paths are to name it, `base_url` the public
    address of the site that explains the findings, empty where there is none."""
    module, function = FORMATS[form]
    made: str = getattr(importlib.import_module(f"{__name__}.{module}"), function)(findings, folder, base_url)
    return made
