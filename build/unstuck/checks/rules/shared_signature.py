"""Two articles state the same error without saying so.

A paste of it brings both; readers must learn which is theirs.

Bad::

    'exec {path}: exec format error' in two articles

Good::

    the same, with <!-- unstuck: allow shared-signature other cause --> and the telling check in both
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity
from unstuck_search.signatures.template import TemplateError, parse

CODE = "KB505"
NAME = "shared-signature"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    first: dict[str, tuple[Summary, int]] = {}
    for one in summaries:
        for spec in one.errors:
            try:
                shape = "\n".join(parse(line).shape for line in spec.lines)
            except TemplateError:
                continue
            other, line = first.setdefault(shape, (one, spec.line))
            if other is not one and not one.means(NAME, CODE) and not other.means(NAME, CODE):
                message = f"`{shown(' ⏎ '.join(spec.lines))}` is stated in {other.path}:{line} too"
                cure = (
                    "Make one more specific, or say that it is meant: <!-- unstuck: allow shared-signature reason -->."
                )
                yield Problem(spec.line, spec.column, message, cure, path=one.path)
