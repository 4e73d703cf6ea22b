"""The published vectors: pastes, a small knowledge base, and the answers that every surface must give.

After a change that is meant to move answers: `python tests/search/test_vectors.py` writes them anew; read the
difference before you commit it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from answer_vectors import DATA, FILE, answer_data, read_contexts, read_signatures
from unstuck_search.index.signature_text import text_of_signatures
from unstuck_search.matcher.matcher import Matcher, build_matcher


def matcher(data: dict[str, Any]) -> Matcher:
    """A matcher over the vectors' knowledge base."""
    signatures, contexts = read_signatures(data["signatures"]), read_contexts(data["contexts"])
    return build_matcher(signatures, contexts, lambda: text_of_signatures(signatures, contexts, data["texts"]).index)


ENGINE = matcher(DATA)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_a_paste_gets_the_published_answer(case: dict[str, Any]) -> None:
    assert {**case, **answer_data(ENGINE.match(case["text"]))} == case


def test_the_vectors_cover_every_verdict_and_every_type_of_capture() -> None:
    assert {case["verdict"] for case in DATA["cases"]} == {"match", "candidates", "none"}
    assert len({case["name"] for case in DATA["cases"]}) == len(DATA["cases"]) >= 40


if __name__ == "__main__":
    DATA["cases"] = [
        {"name": one["name"], "text": one["text"], **answer_data(ENGINE.match(one["text"]))} for one in DATA["cases"]
    ]
    FILE.write_text(json.dumps(DATA, indent=1) + "\n", encoding="utf-8")
