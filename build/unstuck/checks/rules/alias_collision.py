"""A former id is another article's id or alias.

The address can lead to one of them only.

Bad::

    aliases: [A_001]   (and A_001 exists)

Good::

    aliases: [A_OLD_001]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity

CODE = "KB503"
NAME = "alias-collision"
SEVERITY = Severity.ERROR


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    taken = {one.kb_id.casefold(): one for one in summaries}
    for one in summaries:
        for index, alias in enumerate(one.front.aliases):
            other = taken.setdefault(alias.casefold(), one)
            if other is not one or alias.casefold() == one.kb_id.casefold():
                place = one.front.at("aliases", index)
                message = f"`{alias}` belongs to {other.path}"
                yield Problem(place.line, place.column, message, "Remove it from one of the two.", path=one.path)
