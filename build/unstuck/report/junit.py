"""Findings and evidence as JUnit XML, which build servers show as test results."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from unstuck.feeds.about import xml_text
from unstuck.finding import Finding
from unstuck.report.places import place


def render(findings: Sequence[Finding], prefix: str = "", site: str = "") -> str:  # noqa: ARG001  (one signature for all)
    """Each finding as a failed case of its check; a clean run is one passed case."""
    rows = []
    for finding in findings:
        where = f"{place(prefix, finding.path)}:{finding.line}:{finding.column}"
        text = f"{where}: {finding.message}\n{finding.help}"
        failure = _failure(finding.severity.value, finding.message, text)
        rows.append(_case(f"{finding.code} {finding.name}", where, failure))
    if not findings:
        rows.append(_case("unstuck check", "no findings", ""))
    return _suite("unstuck check", rows, len(findings))


def render_cases(cases: Sequence[tuple[str, str, str]]) -> str:
    """Evidence: article, case and problem (empty where it went as it must)."""
    rows = [
        _case(kb_id, name, _failure("evidence", problem, problem) if problem else "") for kb_id, name, problem in cases
    ]
    return _suite("unstuck test", rows, sum(bool(problem) for _, _, problem in cases))


def _suite(name: str, rows: Sequence[str], failures: int) -> str:
    head = f'<testsuite name={_attribute(name)} tests="{len(rows)}" failures="{failures}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{head}\n{"".join(rows)}</testsuite>\n</testsuites>\n'


def _case(group: str, name: str, failure: str) -> str:
    head = f"<testcase classname={_attribute(group)} name={_attribute(name)}"
    return f"{head}>\n{failure}\n</testcase>\n" if failure else f"{head}/>\n"


def _failure(kind: str, problem: str, text: str) -> str:
    return f"<failure type={_attribute(kind)} message={_attribute(problem)}>{escape(xml_text(text))}</failure>"


def _attribute(text: str) -> str:
    return quoteattr(xml_text(text))
