"""The article that took this one's place does not exist.

Readers would be sent nowhere.

Bad::

    superseded_by: A_999

Good::

    superseded_by: A_002
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, report

RULE = Rule(
    "KB509",
    "dangling-successor",
    ERROR,
    "`{successor}` does not exist",
    "Name the article to read instead.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    known = {summary.kb_id for summary in summaries}
    for summary in summaries:
        successor = summary.front.superseded_by
        if successor and (successor not in known or successor == summary.kb_id):
            place = summary.front.at("superseded_by")
            message = "`{successor}` is the article itself" if successor == summary.kb_id else ""
            yield report(RULE, place, path=summary.path, message=message, successor=successor)
