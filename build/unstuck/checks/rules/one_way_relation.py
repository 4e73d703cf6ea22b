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
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB508"
NAME = "one-way-relation"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], context: CheckContext) -> Iterator[Problem]:
    if context.loose:
        return
    by_id = {one.kb_id: one for one in summaries}
    for one in summaries:
        for index, other in enumerate(one.front.related_kb):
            back = by_id.get(other)
            if back is not None and back is not one and one.kb_id not in back.front.related_kb:
                place = one.front.at("related_kb", index)
                message = f"{other} does not name {one.kb_id} in return"
                yield Problem(
                    place.line, place.column, message, f"Add it to `related_kb` in {back.path}.", path=one.path
                )
