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
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Severity

CODE = "KB511"
NAME = "broken-anchor"
SEVERITY = Severity.WARNING


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Problem]:
    by_path = {one.path: one for one in summaries}
    for one in summaries:
        for link in one.links:
            target, mark, anchor = link.href.partition("#")
            if not mark or not anchor or "://" in target:
                continue
            place = posixpath.normpath(posixpath.join(posixpath.dirname(one.path), target)) if target else one.path
            there = by_path.get(place)
            if there is None:
                continue
            plain = anchor.removeprefix("h-")
            if plain not in there.anchors:
                hint = closest(plain, there.anchors)
                cure = f"Did you mean `#{hint}`?" if hint else "Link to one of its headings."
                yield Problem(
                    link.line, link.column, f"`#{shown(anchor)}` is no heading of {place}", cure, path=one.path
                )
