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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, related, report

RULE = Rule(
    "KB504",
    "duplicate-title",
    WARNING,
    "The title `{title}` is also that of {other}",
    "Say what sets this one apart.",
    __doc__,
)


def check(summaries: Sequence[Summary], _: CheckContext) -> Iterator[Finding]:
    first: dict[str, Summary] = {}
    for summary in summaries:
        other = first.setdefault(summary.title.casefold(), summary)
        if other is not summary:
            place = summary.front.at("title") if summary.front.has("title") else summary.front.at("kb_id")
            there = other.front.at("title" if other.front.has("title") else "kb_id")
            owner = related(there, "The other article", other.path)
            yield report(RULE, place, path=summary.path, related=(owner,), title=summary.title, other=other.kb_id)
