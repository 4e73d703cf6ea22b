"""Findings for people in a terminal: place, severity, code, message, the line itself, the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from unstuck.article.source import make_source
from unstuck.finding import Finding, Severity
from unstuck.findings.found import Found, Kind
from unstuck.report.places import place
from unstuck.terminal.text import TextBuilder, safe, safe_line
from unstuck.wording import counted
from unstuck_search.redact import mask
from unstuck_search.rules import load_rules

SUMMARISE_FROM = 200
_EXAMPLES = 3
_CONTEXT = 100


def render(found: Found, texts: Callable[[Iterable[str]], Mapping[str, str]], *, colour: bool, prefix: str = "") -> str:
    """The findings one after the other; where there are hundreds, counted by code with the first places of each.

    `texts` gives the texts of some files by path, as far as they can be read.
    """
    builder = TextBuilder(colour=colour)
    counts = found.counts
    if sum(counts.values()) > SUMMARISE_FROM:
        _summary(counts, found.first(_EXAMPLES), builder, prefix)
    else:
        known = texts(found.tallies)
        lines = {path: make_source(path, known.get(path, "")).lines for path in found.tallies}
        for finding in found.listed():
            _one(finding, lines[finding.path], builder, prefix)
    builder.add(_total(counts, len(found.tallies), found.fixable))
    return builder.render()


def _one(finding: Finding, lines: Sequence[str], builder: TextBuilder, prefix: str) -> None:
    where = _where(finding, prefix)
    tone = "red" if finding.severity is Severity.ERROR else "amber"
    rules = load_rules()
    head = f"{finding.severity.value}[{finding.code} {finding.name}]"
    builder.add(f"{builder.style(where, 'bold')}: {builder.style(head, tone)} {safe_line(finding.message)}")
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    if line.strip():
        cut = max(0, finding.column - 60)
        shown = mask(line[cut : cut + _CONTEXT].replace("\t", " "), rules)
        builder.add(f"  {builder.style('|', 'dim')} {safe(shown)}")
        start, end = finding.column - 1 - cut, _end(finding, line) - cut
        # A finding on the whole line needs no mark.
        if start > 0 or end < len(line.rstrip()) - cut:
            before = " " * len(safe(shown[:start]))
            marks = "^" * max(1, len(safe(shown[start:end])))
            builder.add(f"  {builder.style('|', 'dim')} {before}{builder.style(marks, tone)}")
    for there in finding.related:
        place_there = f"{safe_line(place(prefix, there.path))}:{there.line}:{there.column}"
        builder.add(f"  {builder.style('note:', 'dim')} {safe_line(mask(there.message, rules))}: {place_there}")
    if finding.help:
        fixable = " (--fix)" if finding.fix else ""
        builder.add(f"  {builder.style('help:', 'dim')} {safe_line(mask(finding.help, rules))}{fixable}")
    builder.add()


def _end(finding: Finding, line: str) -> int:
    """The offset in its first line at which a finding ends."""
    span = finding.span
    return span.end_column - 1 if span.end_line == span.line else len(line.rstrip())


def _where(finding: Finding, prefix: str) -> str:
    return f"{safe_line(place(prefix, finding.path))}:{finding.line}:{finding.column}"


def _summary(
    counts: Mapping[Kind, int], first: Mapping[Kind, Sequence[Finding]], builder: TextBuilder, prefix: str
) -> None:
    ordered = sorted(counts.items(), key=lambda item: (item[0][2], -item[1], item[0][0]))
    for (code, name, severity), number in ordered:
        tone = "red" if severity is Severity.ERROR else "amber"
        builder.add(f"{builder.style(f'{severity.value}[{code} {name}]', tone)}  {number:,}")
        own = first[code, name, severity]
        for one in own:
            builder.add(f"  {builder.style(_where(one, prefix), 'dim')} {safe_line(one.message)}")
        if number > len(own):
            builder.add(builder.style(f"  and {number - len(own):,} more", "dim"))
        builder.add()
    builder.add(builder.style("There are too many to list; name a file or folder, or use --format jsonl.", "dim"))


def _total(counts: Mapping[Kind, int], files: int, fixable: int) -> str:
    if not counts:
        return "No findings."
    errors = sum(number for (_, _, severity), number in counts.items() if severity is Severity.ERROR)
    warnings = sum(counts.values()) - errors
    parts = [counted(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number]
    text = f"{' and '.join(parts)} in {counted(files, 'file')}."
    return f"{text} {fixable:,} can be fixed by `unstuck check --fix`." if fixable else text
