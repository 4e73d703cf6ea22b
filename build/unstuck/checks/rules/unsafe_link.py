"""A link leads to an address of a kind that is not shown.

`javascript:` and `data:` addresses act in the reader's name; they are left out of the page.

Bad::

    [run](javascript:alert(1))

Good::

    [read](https://example.com/)
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB607",
    "unsafe-link",
    WARNING,
    "`{address}` is not an address that a page may lead to",
    "Use https:, http:, mailto:, or a relative address.",
    __doc__,
)

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ALLOWED = frozenset({"http", "https", "mailto", "kb"})
# Where an address begins: in a link, a definition, or between angle brackets.
_ADDRESS = re.compile(r"(?:\]\(\s{0,20}<?|^ {0,3}\[[^\]\n]{1,200}\]:\s{0,20}<?|(?<!\]\()<)([^\s<>]{1,300})")
_DROPPED = re.compile(r"[\x00-\x20]+")
_RUNS = frozenset({"javascript", "vbscript", "data", "file"})
_SPAN = re.compile(r"(?<!`)(`{1,20})(?!`)[^`]{1,2000}\1")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or doc.source is None:
        return
    reported = set()
    for link in doc.article.links:
        found = _SCHEME.match(link.href)
        if found and found[1].lower() not in _ALLOWED:
            reported.add(link.line)
            yield report(RULE, link, address=link.href)
    # The Markdown parser refuses the worst itself and leaves them as text, so they are not links any more.
    inside = {number for code in code_blocks(doc) for number, _ in code.numbered()}
    for number, line in enumerate(doc.source.lines[doc.body_line - 1 :], doc.body_line):
        if number in inside or number in reported or ":" not in line:
            continue
        for written in _ADDRESS.finditer(_SPAN.sub(lambda span: " " * len(span[0]), line)):
            found = _SCHEME.match(_DROPPED.sub("", html.unescape(written[1])))
            if found and found[1].lower() in _RUNS:
                address = _without_sentence(written[1])
                yield report(RULE, Span.within(number, written.start(1) + 1, len(address)), address=address)


def _without_sentence(address: str) -> str:
    """An address without the parenthesis that closes its link and the punctuation behind that."""
    while address.endswith((",", ".", ";", ":")) or (address.endswith(")") and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
