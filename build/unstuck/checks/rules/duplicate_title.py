"""Two articles have the same title.

In a list nobody can tell them apart.

Bad::

    # Disk full   (twice)

Good::

    # Disk full: inodes
    # Disk full: blocks
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB504"
NAME = "duplicate-title"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    first: dict[str, Summary] = {}
    for one in summaries:
        other = first.setdefault(one.title.casefold(), one)
        if other is not one:
            place = one.front.at("title") if one.front.has("title") else one.front.at("kb_id")
            message = f"the title `{shown(one.title)}` is that of {other.kb_id} too"
            yield Problem(place.line, place.column, message, "Say what sets this one apart.", path=one.path)
