"""Findings that an author means: `<!-- unstuck: allow NAME … reason -->` in the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from unstuck.article.markdown import mask_comments
from unstuck.article.source import Source
from unstuck.article.summary import Allow
from unstuck.finding import Finding, Severity

_ALLOW = re.compile(r"<!--\s*unstuck:\s*allow\s+([^\n]{1,500}?)\s*-->")

# A file that cannot be read cannot be meant, nor what deceives whoever reads the file.
_NEVER = ("KB0", "KB601", "KB602")


def may_be_hidden(finding: Finding) -> bool:
    """Whether a suppression or a baseline may leave a finding out."""
    return finding.severity is Severity.WARNING or not finding.code.startswith(_NEVER)


def allows(source: Source) -> list[Allow]:
    """The findings allowed in a file. The first word is a name or code; further codes may follow, then the reason."""
    found: list[Allow] = []
    if "unstuck:" not in source.text:
        return found
    masked = mask_comments("\n".join(source.lines)).split("\n")
    for comment in _ALLOW.finditer(source.text):
        place = source.position(comment.start())
        line = place.line
        if masked[line - 1][place.column - 1 :].startswith("<!--"):
            continue  # it is in code, to be shown
        words = comment[1].split()
        found.append(Allow(words[0], line))
        for word in words[1:]:
            if not re.fullmatch(r"KB[0-9]{3}", word):
                break
            found.append(Allow(word, line))
    return found


def allowed_names(source: Source | None) -> tuple[str, ...]:
    """The names and codes of findings allowed in a file, in lower case."""
    return tuple(mark.name.casefold() for mark in allows(source)) if source else ()


def apply(findings: Iterable[Finding], allowed: Mapping[str, Collection[str]]) -> tuple[list[Finding], list[Finding]]:
    """Part findings into those that remain and those that their file's author allowed: names and codes by path, in
    lower case."""
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        known = allowed.get(finding.path, ())
        meant = finding.name in known or finding.code.casefold() in known
        (suppressed if meant and may_be_hidden(finding) else kept).append(finding)
    return kept, suppressed
