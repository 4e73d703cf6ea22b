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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB509"
NAME = "dangling-successor"
SEVERITY = Severity.ERROR


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    known = {one.kb_id for one in summaries}
    for one in summaries:
        successor = one.front.superseded_by
        if successor and (successor not in known or successor == one.kb_id):
            place = one.front.at("superseded_by")
            what = "is the article itself" if successor == one.kb_id else "does not exist"
            yield Problem(
                place.line, place.column, f"`{successor}` {what}", "Name the article to read instead.", path=one.path
            )
