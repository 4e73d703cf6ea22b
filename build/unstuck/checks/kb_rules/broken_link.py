"""A link to another article leads nowhere.

Whoever follows it is stuck a second time.

Bad::

    [see](DOKCER_001.md)

Good::

    [see](DOCKER_001.md)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext, Suggestions
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB510",
    "broken-link",
    WARNING,
    "`{address}` leads to no article",
    "Correct the path; it is relative to this file.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    paths = {summary.path for summary in summaries}
    ids = {summary.kb_id.casefold() for summary in summaries}
    suggestions = Suggestions(summary.kb_id for summary in summaries)
    for summary in summaries:
        for link in summary.links:
            target = link.href.partition("#")[0].partition("?")[0]
            if target.startswith("kb:"):
                missing = target[3:].casefold() not in ids
            elif target.endswith(".md") and "://" not in target and not target.startswith("/"):
                missing = posixpath.normpath(posixpath.join(posixpath.dirname(summary.path), target)) not in paths
            else:
                continue
            if missing:
                hint = suggestions.near(PurePosixPath(target.removeprefix("kb:")).stem)
                yield report(RULE, link, path=summary.path, suggestion=hint, address=link.href)
