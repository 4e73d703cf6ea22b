"""A signature proves nothing on its own.

`panic:` or `core` is in every other log; a match on it would be a guess.

Bad::

    errors: ['fatal error']

Good::

    errors: ['fatal error: {file:path}: No such file or directory']
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.telling import is_weak
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report
from unstuck_search.signatures.template import TemplateError, parse

RULE = Rule(
    "KB202",
    "weak-signature",
    WARNING,
    "`{signature}` proves nothing alone: logs of anything hold it",
    "Quote more of the line, or give a second line that follows it (`lines:`).",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    for spec in doc.article.errors:
        if spec.inferred:
            continue
        try:
            templates = [parse(line) for line in spec.lines]
        except TemplateError:
            continue
        if is_weak(templates):
            yield report(RULE, spec, signature=spec.headline)
