"""The published vectors: their knowledge base, and answers in their form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import unstuck_search
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.matcher.answer import Answer
from unstuck_search.signatures.signature import Signature, make_signature

FILE = Path(unstuck_search.__file__).parent / "vectors" / "match-1.json"
DATA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def read_signatures(rows: Iterable[Mapping[str, Any]]) -> list[Signature]:
    """The signatures of the vectors."""
    return [
        make_signature(one["kb_id"], one["number"], one["lines"], order=one.get("order", 0), cues=one.get("cues", ()))
        for one in rows
    ]


def read_contexts(rows: Mapping[str, Any]) -> dict[str, ArticleContext]:
    """Title and product of each article."""
    return {kb_id: ArticleContext(one["title"], tuple(one["words"])) for kb_id, one in rows.items()}


def answer_data(answer: Answer) -> dict[str, Any]:
    """An answer as the vectors hold it."""
    hits = [
        {
            "kb_id": hit.kb_id,
            "signature": hit.signature,
            "confidence": hit.confidence,
            "whole": hit.whole,
            "sure": hit.sure,
            "spans": [[span.line, span.start, span.end] for span in hit.spans],
            "captures": [[name, value, kind] for (name, value), kind in zip(hit.captures, hit.types, strict=True)],
        }
        for hit in answer.hits
    ]
    errors = [[hit.kb_id for hit in group] for group in answer.errors()]
    about = {"likely": answer.likely, "platform": answer.platform, "language": answer.language}
    return {"verdict": answer.verdict.value, **about, "errors": errors, "hits": hits}
