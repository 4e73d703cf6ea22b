"""An error names a fix that the article does not have.

Answers then show the recommended way, which may be the cure of another error.

Bad::

    errors:
      - {template: 'port is taken', fix: '#free-the-prot'}

Good::

    errors:
      - {template: 'port is taken', fix: '#free-the-port'}
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.fixes import article_fixes, find_fix
from unstuck.article.vocabulary import closest
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, report

RULE = Rule(
    "KB206",
    "unknown-fix",
    ERROR,
    "`{name}` is not a heading or option of the solution",
    "Name one of: {known}.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or not any(spec.fix for spec in doc.article.errors):
        return
    fixes = article_fixes(doc.article)
    names = [f"#{name}" for name in dict.fromkeys(name for fix in fixes for name in (fix.heading, fix.id)) if name]
    for spec in doc.article.errors:
        if spec.fix and find_fix(fixes, spec.fix) is None:
            near = closest(spec.fix, names)
            yield report(RULE, spec, suggestion=near, name=spec.fix, known=", ".join(names) or "none; add a solution")
