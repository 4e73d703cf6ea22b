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
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, related, report

RULE = Rule(
    "KB503",
    "alias-collision",
    ERROR,
    "`{alias}` belongs to {other}",
    "Remove it from one of the two.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    taken = {summary.kb_id.casefold(): summary for summary in summaries}
    for summary in summaries:
        for index, alias in enumerate(summary.front.aliases):
            other = taken.setdefault(alias.casefold(), summary)
            if other is not summary or alias.casefold() == summary.kb_id.casefold():
                there = other.front.at("kb_id")
                yield report(
                    RULE,
                    summary.front.at("aliases", index),
                    path=summary.path,
                    related=(related(there, "The other article's id", other.path),),
                    alias=alias,
                    other=other.path,
                )
