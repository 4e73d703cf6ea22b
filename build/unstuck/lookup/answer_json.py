"""MatchIndex and search results as the JSON that `--format json`, the HTTP API, MCP and the clients share."""

from __future__ import annotations

from typing import Any

from unstuck_search.fulltext.engine import SearchResult
from unstuck_search.matcher.matcher import Answer

JSON = dict[str, Any]


def answer_json(answer: Answer, identity: object = None, elapsed_ms: float | None = None) -> JSON:
    """The answer as contracted for `--format json` and `--batch`."""
    hits = [
        {
            "kb_id": hit.kb_id,
            "confidence": hit.confidence,
            "signature": hit.signature,
            "lines": [{"line": span.line, "start": span.start, "end": span.end} for span in hit.spans],
            "captures": [{"name": name, "value": value} for name, value in hit.captures],
            "reason": hit.reason,
        }
        for hit in answer.hits
    ]
    result: JSON = {"verdict": answer.verdict.value, "hits": hits}
    if identity is not None:
        result = {"id": identity, **result}
    if elapsed_ms is not None:
        result["elapsed_ms"] = round(elapsed_ms, 3)
    return result


def search_json(result: SearchResult) -> JSON:
    """What full text found, as data."""
    return {
        "total": result.total,
        "hits": [
            {
                "kb_id": hit.id,
                "title": hit.title,
                "score": hit.score,
                "excerpt": hit.excerpt.text,
                "marks": [list(mark) for mark in hit.excerpt.marks],
            }
            for hit in result.hits
        ],
        "facets": {name: dict(counts) for name, counts in result.facets.items()},
        "did_you_mean": result.did_you_mean,
    }
