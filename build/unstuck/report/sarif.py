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
from unstuck.finding import Finding, Span
from unstuck.report.places import explained, place, sound

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:
    """One SARIF log with one run."""
    codes = sorted({finding.code for finding in findings})
    index = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    driver = {"name": "unstuck", "version": __version__, "rules": [_rule(code, site) for code in codes]}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index[finding.code], prefix, seen) for finding in findings],
            }
        ],
    }
    return json.dumps(log, indent=1) + "\n"


def _rule(code: str, site: str) -> dict[str, Any]:
    rule = by_code(code)
    if rule is None:
        return {"id": code}
    page = rule.explanation
    described = {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.reason},
        "help": {"text": f"{page.reason}\n\nBad:\n{page.bad}\n\nGood:\n{page.good}"},
        "defaultConfiguration": {"level": rule.severity.value},
    }
    address = explained(site, code)
    return described | {"helpUri": address} if address else described


def _result(finding: Finding, rule: int, prefix: str, seen: Counter[str]) -> dict[str, Any]:
    key = f"{finding.path}\0{finding.code}\0{finding.message}"
    seen[key] += 1
    # The line is left out, so that a finding keeps its identity when text above it changes.
    fingerprint = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": sound(f"{finding.message}. {finding.help}" if finding.help else finding.message)},
        "locations": [_location(prefix, finding.path, finding.span)],
        **(
            {
                "relatedLocations": [
                    {
                        "id": number,
                        "message": {"text": sound(there.message)},
                        **_location(prefix, there.path, Span(there.line, there.column)),
                    }
                    for number, there in enumerate(finding.related, 1)
                ]
            }
            if finding.related
            else {}
        ),
        "partialFingerprints": {"unstuck/v1": fingerprint},
    }


def _location(prefix: str, path: str, span: Span) -> dict[str, Any]:
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_line:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    uri = quote(place(prefix, path), safe="/")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
