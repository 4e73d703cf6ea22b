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
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity
from unstuck_search.signatures.template import TemplateError, parse

CODE = "KB201"
NAME = "bad-template"
SEVERITY = Severity.ERROR


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.article is None:
        return
    for spec in doc.article.errors:
        for line in spec.lines:
            try:
                parse(line)
            except TemplateError as error:
                message = f"`{shown(line)}`, column {error.column}: {error}"
                yield Problem(spec.line, spec.column, message, "Write `{name}` or `{name:type}`, and `{{` for a brace.")
