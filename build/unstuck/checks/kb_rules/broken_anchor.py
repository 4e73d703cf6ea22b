"""A link to a heading leads to none.

The reader lands at the top and searches.

Bad::

    [see](#soluton)

Good::

    [see](#solution)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.article.vocabulary import closest
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB511",
    "broken-anchor",
    WARNING,
    "`{anchor}` is not a heading of {article}",
    "Link to one of its headings.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    by_path = {summary.path: summary for summary in summaries}
    for summary in summaries:
        for link in summary.links:
            target, mark, anchor = link.href.partition("#")
            if not mark or not anchor or "://" in target:
                continue
            place = (
                posixpath.normpath(posixpath.join(posixpath.dirname(summary.path), target)) if target else summary.path
            )
            there = by_path.get(place)
            if there is None:
                continue
            plain = anchor.removeprefix("h-")
            if plain not in there.anchors:
                hint = closest(plain, there.anchors)
                suggestion = f"#{hint}" if hint else ""
                yield report(RULE, link, path=summary.path, suggestion=suggestion, anchor=f"#{anchor}", article=place)
