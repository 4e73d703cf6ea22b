"""Checks stay quick whatever a file holds, and however many articles there are."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from unstuck.article.parse import read_document
from unstuck.article.summary import Summary, summarise
from unstuck.checks import KB_CHECKS
from unstuck.checks.check import Check, CheckContext
from work import count_calls

CONTEXT = CheckContext(datetime.date(2026, 11, 21))


def knowledge_base(count: int) -> list[Summary]:
    """Articles that all relate and link to articles that do not exist, under names much like theirs."""
    front = "---\nkb_id: TOOL_FILE_001\nrelated_kb: []\n---\n"
    text = f"{front}# T\n\n[a](TOOL_FILE_999.md) [b](kb:TOOL_FIEL_002) [c](#slution)\n"
    article = read_document("TOOL_FILE_001.md", text.encode()).article
    assert article is not None
    base = summarise(article)
    return [
        dataclasses.replace(
            base,
            path=f"a/TOOL_FILE_{number:05}.md",
            kb_id=f"TOOL_FILE_{number:05}",
            front=dataclasses.replace(base.front, related_kb=(f"TOOLS_FILE_{number:05}",)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("check", KB_CHECKS, ids=lambda check: check.rule.name)
def test_work_grows_no_faster_than_the_knowledge_base(check: Check) -> None:
    few, many = (
        count_calls(lambda known=known: list(check.run(known, CONTEXT)))
        for known in (knowledge_base(250), knowledge_base(1_000))
    )
    assert many < 8 * max(few, 1_000)
