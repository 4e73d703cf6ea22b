"""Two articles have the same id.

An id is an address; two pages cannot share one.

Bad::

    kb/a.md and kb/b.md, both kb_id: A_001

Good::

    A_001 and A_002
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, related, report

RULE = Rule(
    "KB501",
    "duplicate-id",
    ERROR,
    "`{kb_id}` is also the id of {other}",
    "Give one of them another id.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    first: dict[str, Summary] = {}
    for summary in summaries:
        other = first.setdefault(summary.kb_id, summary)
        if other is not summary:
            place, there = summary.front.at("kb_id"), other.front.at("kb_id")
            owner = related(there, "The other article's id", other.path)
            yield report(
                RULE,
                place,
                path=summary.path,
                related=(owner,),
                kb_id=summary.kb_id,
                other=f"{other.path}:{there.line}",
            )
