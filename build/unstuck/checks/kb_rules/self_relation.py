"""An article is related to itself.

It says nothing, and a page would list itself among the others.

Bad::

    kb_id: A_001
    related_kb: [A_001]

Good::

    kb_id: A_001
    related_kb: [B_001]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB507",
    "self-relation",
    WARNING,
    "Related to itself",
    "Remove it.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    for summary in summaries:
        for index, other in enumerate(summary.front.related_kb):
            if other == summary.kb_id:
                yield report(RULE, summary.front.at("related_kb", index), path=summary.path)
