"""The text holds HTML, which is shown as text.

Pages are made from Markdown alone, so that no article can bring a script along.

Bad::

    <details><summary>More</summary>

Good::

    ## More
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.article.blocks import CodeBlock
from unstuck.article.document import Document
from unstuck.article.markdown import mask_comments
from unstuck.checks.check import CheckContext
from unstuck.checks.code import code_blocks
from unstuck.finding import WARNING, Finding, Rule, Span, report

RULE = Rule(
    "KB606",
    "raw-html",
    WARNING,
    "`{tag}` is HTML, which is shown as text",
    "Write it in Markdown, or in backticks if it is meant to be shown.",
    __doc__,
)

_TAG = re.compile(
    r"</?(?:a|b|br|blockquote|center|code|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|kbd|li|link|meta|object|ol|p|"
    r"pre|script|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_CODE = re.compile(r"`+[^`]*`+")


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or doc.source is None or "<" not in doc.source.text:
        return
    lines = mask_comments("\n".join(doc.source.lines)).split("\n")
    inside = {number for code in code_blocks(doc) for number, _ in code.numbered()}
    for block in doc.article.blocks():
        if isinstance(block, CodeBlock):
            continue
        for number in range(block.line, min(block.end, len(lines)) + 1):
            if number in inside:
                continue
            line = _CODE.sub(lambda code: " " * len(code[0]), lines[number - 1])
            found = _TAG.search(line)
            if found:
                yield report(RULE, Span.within(number, found.start() + 1, len(found[0])), tag=found[0])
