"""Redaction where it happens: inside the browser, with the site's own scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import unstuck_search
from unstuck_search.redact import redact
from unstuck_search.rules import load_rules

pytestmark = pytest.mark.browser
VECTORS = Path(unstuck_search.__file__).parent / "vectors" / "redact-1.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
PIECES = [
    "password",
    "=",
    ": ",
    '"',
    "token",
    "@",
    "a.b",
    "corp.test",
    "/home/",
    "ann",
    "[secret:1]",
    "10.0.0.7",
    "ſ",
    "😀",
]
BATCHES = st.lists(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=("Cs",)), max_size=4)), max_size=9
    ).map("".join),
    min_size=20,
    max_size=20,
)
CALL = """cases => cases.map(([text, addresses]) => {
  const found = Unstuck.redact(text, Unstuck.rules, { addresses });
  return [found.text, found.values, found.kinds];
})"""


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / "kb/CROSS_DOCKER_001/index.html").as_uri())
        yield page


def test_the_browser_gives_the_published_answers(page: Page) -> None:
    answers = page.evaluate(CALL, [["".join(case["text"]), case.get("addresses", False)] for case in CASES])
    for case, (text, values, kinds) in zip(CASES, answers, strict=True):
        assert (text, list(kinds.values())) == (case["redacted"], case["kinds"]), case["name"]
        back = text
        for name, value in values.items():
            back = back.replace(name, value)
        assert back == "".join(case["text"])


@given(BATCHES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_the_browser_redacts_any_text_as_python_does(page: Page, texts: list[str]) -> None:
    expected = [redact(text, load_rules(), addresses=True) for text in texts]
    assert page.evaluate(CALL, [[text, True] for text in texts]) == [
        [one.text, one.values, one.kinds] for one in expected
    ]
