"""Percolator queries: OpenSearch finds which signatures a log message holds.

The lines are a bulk request for an index with these mappings: `query` of type `percolator`, `message` of type `text`,
`kb_id` and `signature` of type `keyword`.
"""

from __future__ import annotations

import json
import re

from unstuck.export.exported import Exported, authored
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck_search.signatures.template import Literal, Template

INDEX = "unstuck-errors"
_LAST = re.compile(r"\S+\Z")
_FIRST = re.compile(r"\A\S+")


def export(feed: ErrorsFeed) -> Exported:
    """Two lines for each signature: what to do, and the query. A signature without a whole word is left out."""
    lines, left_out = [], []
    for signature, article, address in authored(feed):
        found = [phrase for template in signature.templates for phrase in phrases(template)]
        if not found:
            left_out.append(signature.id)
            continue
        query = {"bool": {"filter": [{"match_phrase": {"message": phrase}} for phrase in dict.fromkeys(found)]}}
        document = {
            "query": query,
            "kb_id": signature.kb_id,
            "signature": signature.id,
            "title": article.title,
            "url": address,
        }
        lines += [{"index": {"_index": INDEX, "_id": signature.id}}, document]
    return Exported("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), tuple(left_out))


def phrases(template: Template) -> list[str]:
    """The literal pieces of a template without words that touch a variable part: there the message has other words."""
    found = []
    for index, part in enumerate(template.parts):
        if isinstance(part, Literal):
            text = part.text
            if index + 1 < len(template.parts):
                text = _LAST.sub("", text)
            if index:
                text = _FIRST.sub("", text)
            if any(one.isalnum() for one in text):
                found.append(text.strip())
    return found
