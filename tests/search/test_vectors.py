"""The published vectors: pastes, a small knowledge base, and the answers that every surface must give.

After a change that is meant to move answers: `python tests/search/test_vectors.py` writes them anew; read the
difference before you commit it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import unstuck_search
from unstuck_search.index.signature_text import text_of_signatures
from unstuck_search.matcher.matcher import ArticleContext, Matcher, build_matcher
from unstuck_search.signatures.signature import make_signature

FILE = Path(unstuck_search.__file__).parent / "vectors" / "match-1.json"
DATA = json.loads(FILE.read_text(encoding="utf-8"))


def matcher(data: dict[str, Any]) -> Matcher:
    """A matcher over the vectors' knowledge base."""
    signatures = [make_signature(one["kb_id"], one["number"], one["lines"]) for one in data["signatures"]]
    contexts = {kb_id: ArticleContext(one["title"], tuple(one["words"])) for kb_id, one in data["contexts"].items()}
    return build_matcher(signatures, contexts, lambda: text_of_signatures(signatures, contexts, data["texts"]).index)


def answer(engine: Matcher, text: str) -> dict[str, Any]:
    """An answer as the vectors hold it."""
    found = engine.match(text)
    return {
        "verdict": found.verdict.value,
        "hits": [
            {
                "kb_id": hit.kb_id,
                "signature": hit.signature,
                "confidence": hit.confidence,
                "whole": hit.whole,
                "spans": [[span.line, span.start, span.end] for span in hit.spans],
                "captures": [list(pair) for pair in hit.captures],
            }
            for hit in found.hits
        ],
    }


ENGINE = matcher(DATA)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_a_paste_gets_the_published_answer(case: dict[str, Any]) -> None:
    assert answer(ENGINE, case["text"]) == {"verdict": case["verdict"], "hits": case["hits"]}


def test_the_vectors_cover_every_verdict_and_every_type_of_capture() -> None:
    assert {case["verdict"] for case in DATA["cases"]} == {"match", "candidates", "none"}
    assert len({case["name"] for case in DATA["cases"]}) == len(DATA["cases"]) >= 40


if __name__ == "__main__":
    DATA["cases"] = [
        {"name": case["name"], "text": case["text"], **answer(ENGINE, case["text"])} for case in DATA["cases"]
    ]
    FILE.write_text(json.dumps(DATA, indent=1) + "\n", encoding="utf-8")
