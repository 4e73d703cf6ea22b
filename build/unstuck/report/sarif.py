"""Findings as SARIF 2.1.0, which code-scanning services read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from unstuck import __version__
from unstuck.checks import by_code
from unstuck.finding import Finding
from unstuck.report.places import place, sound

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(findings: Sequence[Finding], prefix: str = "") -> str:
    """One SARIF log with one run."""
    codes = sorted({one.code for one in findings})
    index = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "unstuck", "version": __version__, "rules": [_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, index[one.code], prefix, seen) for one in findings],
            }
        ],
    }
    return json.dumps(log, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    check = by_code(code)
    if check is None:
        return {"id": code}
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": check.summary},
        "help": {"text": check.doc},
        "defaultConfiguration": {"level": check.severity.value},
    }


def _result(one: Finding, rule: int, prefix: str, seen: Counter[str]) -> dict[str, Any]:
    key = f"{one.path}\0{one.code}\0{one.message}"
    seen[key] += 1
    # The line is left out, so that a finding keeps its identity when text above it changes.
    fingerprint = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()
    uri = quote(place(prefix, one.path), safe="/")
    region = {"startLine": one.line, "startColumn": one.column}
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity.value,
        "message": {"text": sound(f"{one.message}. {one.help}" if one.help else one.message)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"unstuck/v1": fingerprint},
    }
