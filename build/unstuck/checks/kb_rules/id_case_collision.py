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
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, related, report

RULE = Rule(
    "KB502",
    "id-case-collision",
    ERROR,
    "`{kb_id}` differs in case only from `{other_id}` in {other}",
    "Give one of them another id.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    first: dict[str, Summary] = {}
    for summary in summaries:
        other = first.setdefault(summary.kb_id.casefold(), summary)
        if other.kb_id != summary.kb_id:
            place, there = summary.front.at("kb_id"), other.front.at("kb_id")
            yield report(
                RULE,
                place,
                path=summary.path,
                related=(related(there, "The other article's id", other.path),),
                kb_id=summary.kb_id,
                other_id=other.kb_id,
                other=f"{other.path}:{there.line}",
            )
