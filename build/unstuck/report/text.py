"""Findings for people in a terminal: place, severity, code, message, the line itself, the cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from unstuck.checks.secret_in_text import mask
from unstuck.diagnostic import Finding, Severity
from unstuck.report.places import place
from unstuck.source import make_source
from unstuck.terminal import Page, safe, safe_line

SUMMARISE_FROM = 200
_EXAMPLES = 3
_CONTEXT = 100


def render(findings: Sequence[Finding], texts: Mapping[str, str], *, colour: bool, prefix: str = "") -> str:
    """The findings one after the other; where there are hundreds, counted by code with the first places of each."""
    page = Page(colour=colour)
    if len(findings) > SUMMARISE_FROM:
        _summary(findings, page, prefix)
    else:
        lines: dict[str, list[str]] = {}
        for finding in findings:
            if finding.path not in lines:
                lines[finding.path] = make_source(finding.path, texts.get(finding.path, "")).lines
            _one(finding, lines[finding.path], page, prefix)
    page.add(_total(findings))
    return page.render()


def _one(finding: Finding, lines: Sequence[str], page: Page, prefix: str) -> None:
    where = _where(finding, prefix)
    tone = "red" if finding.severity is Severity.ERROR else "amber"
    head = f"{finding.severity.value}[{finding.code} {finding.name}]"
    page.add(f"{page.style(where, 'bold')}: {page.style(head, tone)} {safe_line(finding.message)}")
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    if line.strip():
        cut = max(0, finding.column - 60)
        shown = mask(line[cut : cut + _CONTEXT].replace("\t", " "))
        page.add(f"  {page.style('|', 'dim')} {safe(shown)}")
        if finding.column > 1:
            before = " " * len(safe(shown[: finding.column - 1 - cut]))
            page.add(f"  {page.style('|', 'dim')} {before}{page.style('^', tone)}")
    if finding.help:
        fixable = " (--fix)" if finding.fix else ""
        page.add(f"  {page.style('help:', 'dim')} {safe_line(mask(finding.help))}{fixable}")
    page.add()


def _where(finding: Finding, prefix: str) -> str:
    return f"{safe_line(place(prefix, finding.path))}:{finding.line}:{finding.column}"


def _summary(findings: Sequence[Finding], page: Page, prefix: str) -> None:
    counts = Counter((finding.code, finding.name, finding.severity) for finding in findings)
    for (code, name, severity), number in sorted(counts.items(), key=lambda item: (item[0][2], -item[1], item[0][0])):
        tone = "red" if severity is Severity.ERROR else "amber"
        page.add(f"{page.style(f'{severity.value}[{code} {name}]', tone)}  {number:,}")
        own = [finding for finding in findings if finding.code == code][:_EXAMPLES]
        for one in own:
            page.add(f"  {page.style(_where(one, prefix), 'dim')} {safe_line(one.message)}")
        if number > len(own):
            page.add(page.style(f"  and {number - len(own):,} more", "dim"))
        page.add()
    page.add(page.style("There are too many to list; name a file or folder, or use --format jsonl.", "dim"))


def _total(findings: Sequence[Finding]) -> str:
    if not findings:
        return "No findings."
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    files = len({finding.path for finding in findings})
    fixable = sum(finding.fix is not None for finding in findings)
    parts = [_count(errors, "error"), _count(warnings, "warning")]
    text = f"{' and '.join(part for part in parts if part)} in {_count(files, 'file')}."
    return f"{text} {fixable:,} can be mended by `unstuck check --fix`." if fixable else text


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else ""
