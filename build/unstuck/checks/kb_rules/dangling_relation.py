"""A related article does not exist.

The link would lead nowhere.

Bad::

    related_kb: [DOKCER_001]

Good::

    related_kb: [DOCKER_001]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Suggestions
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB506",
    "dangling-relation",
    WARNING,
    "`{other}` does not exist",
    "Write that article, or remove the relation.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    known = {summary.kb_id for summary in summaries}
    suggestions = Suggestions(sorted(known))
    for summary in summaries:
        for index, other in enumerate(summary.front.related_kb):
            if other in known:
                continue
            place = summary.front.at("related_kb", index)
            yield report(RULE, place, path=summary.path, suggestion=suggestions.near(other), other=other)
