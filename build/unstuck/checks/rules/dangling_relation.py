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
from unstuck.checks.check import CheckContext, Problem, Suggestions, shown
from unstuck.finding import Severity

CODE = "KB506"
NAME = "dangling-relation"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    known = {one.kb_id for one in summaries}
    suggestions = Suggestions(sorted(known))
    for one in summaries:
        for index, other in enumerate(one.front.related_kb):
            if other in known:
                continue
            place = one.front.at("related_kb", index)
            hint = suggestions.near(other)
            cure = f"Did you mean `{hint}`?" if hint else "Write that article, or remove the relation."
            yield Problem(place.line, place.column, f"`{shown(other)}` does not exist", cure, path=one.path)
