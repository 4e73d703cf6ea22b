"""An error template is not of the grammar.

A template that cannot be read matches nothing.

Bad::

    errors: ['exec {path: exec format error']

Good::

    errors: ['exec {path}: exec format error']
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, report
from unstuck_search.signatures.template import TemplateError, parse

RULE = Rule(
    "KB201",
    "bad-template",
    ERROR,
    "`{template}`, column {column}: {problem}",
    "Write `{{name}}` or `{{name:type}}`, and `{{{{` for a brace.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    for spec in doc.article.errors:
        for line in spec.lines:
            try:
                parse(line)
            except TemplateError as error:
                yield report(RULE, spec, template=line, column=error.column, problem=str(error))
