"""Problem matchers of GitHub Actions: a failing step gets an annotation where one of our errors shows."""

from __future__ import annotations

import json

from unstuck.export.exported import Exported, authored
from unstuck.export.regex import regex
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.json_data import JSON
from unstuck_search.signatures.signature import Signature
from unstuck_search.signatures.template import Template, Variable

_PLACES = {"file": ("path", "word"), "line": ("int",), "column": ("int",)}


def export(feed: ErrorsFeed) -> Exported:
    """One matcher for each signature of one line. The format wants the lines of a problem to follow each other at
    once, which ours need not: signatures of several lines are left out."""
    matchers, left_out = [], []
    for signature, article, _ in authored(feed):
        if len(signature.templates) == 1:
            matchers.append(_matcher(signature, article))
        else:
            left_out.append(signature.id)
    return Exported(json.dumps({"problemMatcher": matchers}, ensure_ascii=False, indent=2) + "\n", tuple(left_out))


def _matcher(signature: Signature, article: FeedArticle) -> JSON:
    template = signature.templates[0]
    # Group 1 is the whole line, which becomes the message; the named parts follow.
    pattern: JSON = {"regexp": _pattern(template), "message": 1}
    types = {part.name: part.type for part in template.parts if isinstance(part, Variable)}
    for place, kinds in _PLACES.items():
        if types.get(place) in kinds and template.names.count(place) == 1:
            pattern[place] = template.names.index(place) + 2
    return {
        "owner": signature.id.replace("#", "-").lower(),
        "severity": "error" if article.criticality in ("critical", "high") else "warning",
        "pattern": [pattern],
    }


def _pattern(template: Template) -> str:
    """The template's own pattern inside of one for the whole line; where it begins at the line's start, so does it."""
    inner = regex(template, fold=True, groups=True)
    return f"^({inner.removeprefix('^')}.*)$" if inner.startswith("^") else f"^((?:.*?{inner}).*)$"
