"""Two articles have the same id.

An id is an address; two pages cannot stand at one.

Bad::

    kb/a.md and kb/b.md, both kb_id: A_001

Good::

    A_001 and A_002
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB501"
NAME = "duplicate-id"
SEVERITY = Severity.ERROR


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    first: dict[str, Summary] = {}
    for one in summaries:
        other = first.setdefault(one.kb_id, one)
        if other is not one:
            place, there = one.front.at("kb_id"), other.front.at("kb_id")
            message = f"`{one.kb_id}` is the id of {other.path}:{there.line} too"
            yield Problem(place.line, place.column, message, "Give one of them another id.", path=one.path)
