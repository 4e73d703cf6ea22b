"""A relation is stated on one side only.

Who reads the other article would not learn of this one from its author.

Bad::

    A_001: related_kb: [B_001]
    B_001: related_kb: []

Good::

    A_001: related_kb: [B_001]
    B_001: related_kb: [A_001]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, related, report

RULE = Rule(
    "KB508",
    "one-way-relation",
    WARNING,
    "{other} does not name {kb_id} in return",
    "Add it to `related_kb` in {path_of_other}.",
    __doc__,
)


def check(summaries: Sequence[Summary], context: CheckContext) -> Iterator[Finding]:
    if context.loose:
        return
    by_id = {summary.kb_id: summary for summary in summaries}
    for summary in summaries:
        for index, other in enumerate(summary.front.related_kb):
            back = by_id.get(other)
            if back is not None and back is not summary and summary.kb_id not in back.front.related_kb:
                place = summary.front.at("related_kb", index)
                there = related(back.front.at("related_kb"), "Add it here", back.path)
                yield report(
                    RULE,
                    place,
                    path=summary.path,
                    related=(there,),
                    other=other,
                    kb_id=summary.kb_id,
                    path_of_other=back.path,
                )
