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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report
from unstuck_search.rules import load_rules
from unstuck_search.signatures.template import Template, TemplateError, Variable, parse

RULE = Rule(
    "KB202",
    "weak-signature",
    WARNING,
    "`{signature}` proves nothing alone: logs of anything hold it",
    "Quote more of the line, or give a second line that follows it (`lines:`).",
    __doc__,
)

_ENOUGH = 8
_TYPED = 4  # a value of a certain type in the right place tells about as much as a word of four letters
_UNTYPED = frozenset({"word", "rest"})


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    everyday = load_rules().everyday_words
    for spec in doc.article.errors:
        if spec.inferred:
            continue
        try:
            templates = [parse(line) for line in spec.lines]
        except TemplateError:
            continue
        if sum(_tells(template, everyday) for template in templates) < _ENOUGH:
            yield report(RULE, spec, signature=spec.headline)


def _tells(template: Template, everyday: frozenset[str]) -> int:
    """Letters of words that are not everyday ones, typed parts and punctuation in their places; codes are enough."""
    words = [word for word in template.literal_words if word.casefold() not in everyday]
    if any(any(c.isdigit() for c in word) and any(c.isalpha() for c in word) for word in words):
        return _ENOUGH
    letters = sum(len(word) for word in words)
    typed = sum(isinstance(part, Variable) and part.type not in _UNTYPED for part in template.parts)
    marks = sum(not c.isalnum() and c != " " for piece in template.literals for c in piece)
    return letters + typed * _TYPED + (marks if letters else 0)
