"""A link leads to an address of a kind that is not shown.

`javascript:` and `data:` addresses act in the reader's name; they are left out of the page.

Bad::

    [run](javascript:alert(1))

Good::

    [read](https://example.com/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, shown
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB607"
NAME = "unsafe-link"
SEVERITY = Severity.WARNING

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ALLOWED = frozenset({"http", "https", "mailto", "kb"})
_REFUSED = re.compile(r"\]\(\s*<?\s*((?:javascript|vbscript|data|file)[\s\x00-\x20]*:[^)\s]{0,200})", re.IGNORECASE)


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None or doc.source is None:
        return
    cure = "Use https:, http:, mailto:, or a relative address."
    for link in doc.article.links:
        found = _SCHEME.match(link.href)
        if found and found[1].lower() not in _ALLOWED:
            yield Problem(link.line, link.column, f"`{shown(link.href)}` is no address that a page may lead to", cure)
    # The Markdown parser refuses these itself and leaves them as text, so they are no links any more.
    for number, line in enumerate(doc.source.lines[doc.body_line - 1 :], doc.body_line):
        for refused in _REFUSED.finditer(line) if "](" in line else ():
            if line[: refused.start()].count("`") % 2 == 0:
                yield Problem(
                    number, refused.start() + 3, f"`{shown(refused[1])}` is no address that a page may lead to", cure
                )
