"""Two ids differ in case only.

On many disks and servers they are the same file.

Bad::

    Docker_001 and DOCKER_001

Good::

    DOCKER_001 and DOCKER_002
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB502"
NAME = "id-case-collision"
SEVERITY = Severity.ERROR


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    first: dict[str, Summary] = {}
    for one in summaries:
        other = first.setdefault(one.kb_id.casefold(), one)
        if other.kb_id != one.kb_id:
            place, there = one.front.at("kb_id"), other.front.at("kb_id")
            message = f"`{one.kb_id}` differs in case only from `{other.kb_id}` in {other.path}:{there.line}"
            yield Problem(place.line, place.column, message, "Give one of them another id.", path=one.path)
