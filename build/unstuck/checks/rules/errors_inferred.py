"""The article lists no `errors`; they were inferred from its text.

Inferred templates keep the author's example names and paths, so other people's pastes match less well.

Bad::

    (no `errors` in the front matter)

Good::

    errors:
      - 'exec {path}: exec format error'
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.front_matter import dump_front_matter
from unstuck.checks.check import CheckContext, line_end
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

RULE = Rule(
    "KB204",
    "errors-inferred",
    WARNING,
    "No `errors` in the front matter; {count} inferred from the text",
    "Write them out and mark what varies: `{{name:type}}`.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    article, source = doc.article, doc.source
    if article is None or source is None or article.front.errors is not None or not article.errors:
        return
    fix = None
    if article.front.where and doc.body_line > 2:
        written = dump_front_matter({"errors": [spec.lines[0] for spec in article.errors]}).splitlines()
        rows = "".join(f"{row}{line_end(source)}" for row in written if row != "---")
        at = source.offset(doc.body_line - 1)
        fix = Fix("Write them into the front matter", (Edit(at, at, rows),))
    count = len(article.errors)
    yield report(RULE, Span(1), fix=fix, count="one was" if count == 1 else f"{count} were")
