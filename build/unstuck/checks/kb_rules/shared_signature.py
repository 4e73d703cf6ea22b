"""Two articles state the same error without saying which comes first.

A paste of it brings both; readers must learn which is theirs, and the commoner cause comes first.

Bad::

    - template: 'exec {path}: exec format error'     # in two articles

Good::

    - template: 'exec {path}: exec format error'     # in the one
      order: 1
      check: 'uname -m'
    - template: 'exec {path}: exec format error'     # in the other
      order: 2
      cues: ['.sh']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.model import ErrorSpec
from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, related, report
from unstuck_search.signatures.template import TemplateError, parse

RULE = Rule(
    "KB505",
    "shared-signature",
    WARNING,
    "`{signature}` is also stated in {other}",
    "Make one more specific, or give both an `order:` (1 for the commoner cause) and a `check:` that tells them apart.",
    __doc__,
)

OF_SIGNATURES = True


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    first: dict[str, tuple[Summary, ErrorSpec]] = {}
    for summary in summaries:
        for spec in summary.errors:
            try:
                shape = "\n".join(parse(line).shape for line in spec.lines)
            except TemplateError:
                continue
            other, stated = first.setdefault(shape, (summary, spec))
            if other is summary or (spec.order and stated.order and spec.order != stated.order):
                continue
            if not summary.means(RULE) and not other.means(RULE):
                yield report(
                    RULE,
                    spec,
                    path=summary.path,
                    related=(related(stated, "The other article states it here", other.path),),
                    signature=spec.headline,
                    other=f"{other.path}:{stated.line}",
                )
