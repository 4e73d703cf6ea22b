"""The text looks like UTF-8 that was read as something else.

`â€”` was once a dash; readers see rubbish and searches find nothing.

Bad::

    Docker â€” wrong architecture

Good::

    Docker — wrong architecture
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB604",
    "mojibake",
    WARNING,
    "`{text}` looks like text in the wrong encoding",
    "Save the original again as UTF-8, or retype the character.",
    __doc__,
)

# Lead bytes of UTF-8 sequences as cp1252 or cp1254 shows them, followed by what continuation bytes become there.
_SUSPECT = re.compile(
    "(?:[\u00c2\u00c3][\u0080-\u00bf\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122\u0152\u0153\u0160\u0161\u0178\u0192]"
    "|\u00e2[\u0080-\u00bf\u20ac\u2020\u201e\u0153\u0161\u017e\u2014\u0161][\u0080-\u00bf\u2018-\u201e\u2020-\u2022\u2026\u2122\u0152\u0153\u0160\u0161\u0178\u02c6\u02dc\u2013\u2014]?"
    "|[\u00f0\u011f]\u0178)+"
)
_RUN = re.compile("[\u0080-\uffff]{2,200}")
# What may come out of a repair: letters and signs that people write; the rest is chance.
_LIKELY = re.compile("[\u00a0-\u024f\u0370-\u052f\u2010-\u2bff\ufe0f\U0001f000-\U0001faff]+")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None or doc.source.text.isascii():
        return
    places = {found.start(): found[0] for found in _SUSPECT.finditer(doc.source.text)}
    for found in _RUN.finditer(doc.source.text):
        if _repair(found[0]):
            places[found.start()] = found[0]
    seen: set[int] = set()
    for start, text in sorted(places.items()):
        place = doc.source.position(start)
        if place.line in seen:
            continue
        seen.add(place.line)
        repaired = _repair(text)
        cure = f"It was probably `{{repaired}}`. {RULE.help}" if repaired else ""
        yield report(RULE, Span.within(place.line, place.column, len(text)), help=cure, text=text, repaired=repaired)


def _repair(text: str) -> str:
    """What the text was before it was read in the wrong encoding; empty where that gives nothing likely."""
    for encoding in ("cp1252", "cp1254", "latin-1"):
        try:
            repaired = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _LIKELY.fullmatch(repaired):
            return repaired
    return ""
