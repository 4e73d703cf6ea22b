"""The matcher's twin in Chromium: the published vectors, and any text that Python can be asked."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from answer_vectors import DATA, answer_data, read_contexts, read_signatures
from shards import make_shards
from unstuck_search.browser.scripts import browser_bundles, browser_scripts
from unstuck_search.fulltext.build import build_text_search
from unstuck_search.index.build import build_index
from unstuck_search.index.layout import FOLDER
from unstuck_search.index.signature_text import entries_of_signatures
from unstuck_search.matcher.matcher import Matcher
from unstuck_search.rules import load_rules
from unstuck_search.signatures.example import example

pytestmark = pytest.mark.browser
SIGNATURES = read_signatures(DATA["signatures"])
CONTEXTS = read_contexts(DATA["contexts"])
ENTRIES = entries_of_signatures(SIGNATURES, CONTEXTS, DATA["texts"])
FULLTEXT = build_text_search(ENTRIES, {})
INDEX = build_index(SIGNATURES, CONTEXTS, load_rules())
IDS = {*CONTEXTS, *(one.kb_id for one in SIGNATURES)}
MATCHER = Matcher(INDEX, {one.id: one for one in SIGNATURES}, lambda: FULLTEXT.index)
# Columns in Python count characters, in JavaScript UTF-16 units.
CALL = """async texts => {
  window.rows ??= Unstuck.openRows('');
  const column = (raw, at) => [...raw.slice(0, at)].length;
  const answers = [];
  for (const text of texts) {
    const lines = text.split(/\\r\\n|\\n|\\r/);
    const answer = await Unstuck.match(window.rows, text);
    const errors = Unstuck.errorsOf(answer).map(group => group.map(hit => hit.kbId));
    const { verdict, likely, platform, language } = answer;
    answers.push({ verdict, likely, platform, language, errors, hits: answer.hits.map(hit => ({
      kb_id: hit.kbId, signature: hit.signature, confidence: hit.confidence, whole: hit.whole, sure: hit.sure,
      spans: hit.spans.map(s => [s.line, column(lines[s.line - 1], s.start), column(lines[s.line - 1], s.end)]),
      captures: hit.captures.map((pair, at) => [...pair, hit.types[at]]),
    })) });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with nothing but the matcher, over the index of the vectors' knowledge base."""
    root = tmp_path_factory.mktemp("twin")
    files = dict(make_shards(INDEX, ENTRIES, {}))
    files |= {f"{FOLDER}/{name}": script.decode() for name, script in browser_bundles().items()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    scripts = [*(f"{FOLDER}/{name}" for name in browser_bundles()), f"{FOLDER}/index.js"]
    tags = "".join(f'<script src="{name}"></script>' for name in scripts)
    (root / "index.html").write_text(f'<!doctype html><meta charset="utf-8"><title>Twin</title>{tags}')
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((root / "index.html").as_uri())
        yield page


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two answers agree, confidence to a millionth."""
    pairs = list(zip(one["hits"], other["hits"], strict=False))
    near = all(abs(a["confidence"] - b["confidence"]) < 1.5e-6 for a, b in pairs)
    rest = [
        {**answer, "hits": [{**hit, "confidence": 0} for hit in answer["hits"]], "name": "", "text": ""}
        for answer in (one, other)
    ]
    return near and rest[0] == rest[1]


def test_the_browser_gives_the_published_answers(page: Page) -> None:
    answers = page.evaluate(CALL, [case["text"] for case in DATA["cases"]])
    for case, answer in zip(DATA["cases"], answers, strict=True):
        assert same(case, answer), case["name"]


def test_an_error_deep_in_a_long_log_is_found_alike(page: Page) -> None:
    calm = "\n".join(f"2026-11-21T02:11:42Z INFO worker{number} did job{number}" for number in range(3_000))
    texts = [f"{calm}\n{case['text']}\n{calm}" for case in DATA["cases"][:20]]
    for text, answer in zip(texts, page.evaluate(CALL, texts), strict=True):
        assert same(answer_data(MATCHER.match(text)), answer), text[-500:]
    assert page.evaluate("Boolean(window.rows.filter)"), "the filter of anchors was never asked"


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine; Chromium runs the same vectors")
def test_node_gives_the_published_answers() -> None:
    scripts = [script.decode() for script in browser_scripts().values()]
    first = {"scripts": scripts, "files": [text for _, text in make_shards(INDEX, ENTRIES, {})]}
    lines = [json.dumps(one) for one in (first, *(case["text"] for case in DATA["cases"]))]
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("twin.cjs"))], input="\n".join(lines), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for case, line in zip(DATA["cases"], done.stdout.splitlines(), strict=True):
        assert same(case, json.loads(line)), case["name"]


PIECES = [
    *(example(one) for one in SIGNATURES),
    *(word for one in SIGNATURES for template in one.templates for word in template.literal_words),
    *(context.title for context in CONTEXTS.values()),
    *"'\"`()[]{}<>:;,.-_/\\|#=*$%",
    "\n",
    "\r\n",
    "\t",
    "\x1b[31m",
    "\x85",
    "\u200b",
    "\u2019",
    "İ",
    "ΑΣ",
    "ß",
    "😀",
    "𝔸",
    "²",
    "42",
    "0x80070005",
    "E0308",
    "2026-11-21T02:11:42Z ",
    "INFO ",
    "  at x.y (z.js:1:2)",
    "long text that goes on and on until a narrow terminal would have broken it",
]
# Characters of a later Unicode than this Python's may be letters to the browser.
KNOWN = st.characters(exclude_categories=("Cs", "Cn"))
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.just(" "), st.text(KNOWN, max_size=5)),
    max_size=14,
).map("".join)


@given(st.lists(TEXTS, min_size=40, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
def test_the_browser_answers_any_text_as_python_does(page: Page, texts: list[str]) -> None:
    for text, answer in zip(texts, page.evaluate(CALL, texts), strict=True):
        assert same(answer_data(MATCHER.match(text)), answer), text
