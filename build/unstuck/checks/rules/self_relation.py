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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB507"
NAME = "self-relation"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    for one in summaries:
        for index, other in enumerate(one.front.related_kb):
            if other == one.kb_id:
                place = one.front.at("related_kb", index)
                yield Problem(place.line, place.column, "is related to itself", "Remove it.", path=one.path)
