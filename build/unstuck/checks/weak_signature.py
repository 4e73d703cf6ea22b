"""A signature proves nothing on its own.

`panic:` or `core` stands in every other log; a match on it would be a guess.

Bad::

    errors: ['fatal error']

Good::

    errors: ['fatal error: {file:path}: No such file or directory']
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting, shown
from unstuck.diagnostic import Severity
from unstuck.document import Document
from unstuck_search.rules import load_rules
from unstuck_search.template import TemplateError, parse

CODE = "KB202"
NAME = "weak-signature"
SEVERITY = Severity.WARNING

_MIN_LETTERS = 8


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.article is None:
        return
    generic = load_rules().everyday_words
    for spec in doc.article.errors:
        if spec.inferred:
            continue
        try:
            words = [word for line in spec.lines for word in parse(line).literal_words]
        except TemplateError:
            continue
        telling = [word for word in words if word.casefold() not in generic]
        coded = any(any(c.isdigit() for c in word) and any(c.isalpha() for c in word) for word in telling)
        if not coded and sum(len(word) for word in telling) < _MIN_LETTERS:
            yield Problem(
                spec.line,
                spec.column,
                f"`{shown(' ⏎ '.join(spec.lines))}` proves nothing alone: it would be found in logs of anything",
                "Quote more of the line, or give a second line that follows it (`lines:`).",
            )
