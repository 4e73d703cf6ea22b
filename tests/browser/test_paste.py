"""The paste box and the search, used as their reader would."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
from unstuck_search.matcher.matcher import Matcher

pytestmark = pytest.mark.browser
KB = Path(__file__).parent.parent.parent / "kb"
ERROR = "2026-11-21T02:11:42Z exec /usr/local/bin/run.sh: exec format error"
CONFLICT = "CONFLICT (content): Merge conflict in my config.yml"
HOSTILE = '<img src=x onerror="window.pwned=1"> <script>window.pwned=1</script> \u202e\'"`{{7*7}}\x00\x1b[31m'


@pytest.fixture(scope="session")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    cache = tmp_path_factory.mktemp("cache")
    return open_match_index(open_knowledge_base(KB.parent, kb=str(KB.parent), cache=str(cache))).matcher


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The home page; whatever it loads that is not the site's own, and whatever it complains of, fails the test."""
    with browser.new_context() as context:
        page = context.new_page()
        told: list[str] = []

        def look(request: Request) -> None:
            if not request.url.startswith(site.as_uri()):
                told.append(request.url)

        page.on("request", look)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.goto((site / "index.html").as_uri())
        yield page
        assert told == []


def test_every_log_of_the_starter_kb_gets_the_terminals_answer(page: Page, matcher: Matcher) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(KB.rglob("*.log"))]
    answers: list[Any] = page.evaluate(
        """async texts => {
          const rows = Unstuck.openRows('');
          const found = [];
          for (const text of texts) {
            const { verdict, hits } = await Unstuck.match(rows, text);
            found.push([verdict, hits.map(hit => [hit.kbId, hit.signature, hit.captures, hit.confidence])]);
          }
          return found;
        }""",
        texts,
    )
    for text, (verdict, hits) in zip(texts, answers, strict=True):
        answer = matcher.match(text)
        assert verdict == answer.verdict.value
        told = [[hit.kb_id, hit.signature, [list(pair) for pair in hit.captures]] for hit in answer.hits]
        assert [hit[:3] for hit in hits] == told
        for hit, mine in zip(hits, answer.hits, strict=True):
            assert hit[3] == pytest.approx(mine.confidence, abs=1.5e-6)


def test_a_pasted_log_shows_where_it_matched_and_what_to_do(page: Page) -> None:
    page.fill("#paste", f"Starting\n{ERROR}\nBack-off restarting")
    expect(page.locator("#answer .result")).to_contain_text("Found it.")
    expect(page.locator("#answer .result")).to_contain_text("Line 2 is this error")
    hit = page.locator("#answer .excerpt .hit")
    expect(hit).to_have_attribute("value", "2")
    expect(hit.locator("mark")).to_have_text("/usr/local/bin/run.sh")
    expect(page.locator("#answer .card h3 a")).to_have_count(1)
    expect(page.locator("#answer .card pre").first).to_be_visible()
    expect(page.locator("#answer .apart")).to_have_text("Same error, other cause")


def test_a_captured_value_goes_quoted_into_the_command_and_on_to_the_article(page: Page) -> None:
    page.fill("#paste", CONFLICT)
    filled = page.locator("#answer .card pre mark").first
    expect(filled).to_have_text("'my config.yml'")
    page.click("#answer .card h3 a")
    expect(page.get_by_label("CONFLICT_FILE", exact=True)).to_have_value("my config.yml")


def test_no_match_says_so_and_asks_without_secrets(page: Page) -> None:
    secret = "ghp_" + "a1B2" * 9
    page.fill("#paste", f"zorgle quux frobnicate\n{secret}")
    expect(page.locator("#answer .result")).to_contain_text("No article for this.")
    page.click("#answer .ask summary")
    expect(page.locator("#answer .ask pre")).to_contain_text("[secret:1]")
    address = page.get_attribute("#answer .ask a", "href") or ""
    assert address.startswith("mailto:?subject=")
    assert secret not in address
    assert secret not in page.inner_text("#answer")


def test_a_hostile_paste_is_text_and_nothing_else(page: Page) -> None:
    page.fill("#paste", f"{ERROR} {HOSTILE}\n{HOSTILE}\nexec {HOSTILE}: exec format error")
    expect(page.locator("#answer .result")).to_be_visible()
    assert page.evaluate("window.pwned") is None
    assert page.locator("#answer img, #answer script").count() == 0
    assert "\u202e" not in page.inner_text("#answer")


def test_the_last_of_several_pastes_is_answered(page: Page) -> None:
    page.evaluate(
        "text => { paste.value = text; paste.dispatchEvent(new Event('input')) }", "a line of a log 12345\n" * 90_000
    )
    page.fill("#paste", CONFLICT)
    expect(page.locator("#answer .card h3")).to_contain_text("conflict", ignore_case=True)


def test_a_very_long_paste_leaves_the_page_alive(page: Page) -> None:
    page.evaluate(
        "text => { paste.value = text; paste.dispatchEvent(new Event('input')) }", "x" * 30_000_000 + "\n" + ERROR
    )
    assert page.evaluate("new Promise(done => requestAnimationFrame(() => done('alive')))") == "alive"
    expect(page.locator("#answer .result")).to_contain_text("Found it.", timeout=30_000)


def test_escape_empties_the_box_and_a_slash_leads_back_to_it(page: Page) -> None:
    page.fill("#paste", ERROR)
    expect(page.locator("#answer .result")).to_be_visible()
    page.press("#paste", "Escape")
    expect(page.locator("#paste")).to_have_value("")
    expect(page.locator("#answer .result")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#paste")).to_be_focused()


def test_pasted_text_is_in_no_address(page: Page) -> None:
    page.fill("#paste", ERROR)
    expect(page.locator("#answer .card")).to_be_visible()
    page.press("#paste", "Control+Enter")
    assert "exec" not in page.url


def test_the_compact_box_is_a_combobox_that_opens_the_article(page: Page, site: Path) -> None:
    page.goto((site / "kb/GIT_PUSH_001/index.html").as_uri())
    page.keyboard.press("/")
    box = page.locator("#find")
    expect(box).to_be_focused()
    page.keyboard.type("detected dubious ownership in repository at '/srv/app'")
    first = page.locator("#find-hits:not([hidden]) [role=option]").first
    expect(first).to_contain_text("GIT_OWNERSHIP_001")  # not what the half of it, typed so far, was answered with
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.type("detected dubious ownership in repository at '/srv/app'")
    expect(first).to_contain_text("GIT_OWNERSHIP_001")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kb/GIT_OWNERSHIP_001/index.html")


def test_the_compact_box_takes_a_whole_log_to_the_home_page(page: Page, site: Path) -> None:
    page.goto((site / "kb/GIT_PUSH_001/index.html").as_uri())
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const input = document.getElementById('find');
          input.focus();
          input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        f"one\ntwo\n{ERROR}",
    )
    page.locator("#find-hits [role=option]").last.click()
    page.wait_for_url("**/index.html")
    expect(page.locator("#answer .result")).to_contain_text("Line 3")


@pytest.mark.parametrize(
    ("damage", "told"),
    [("cut", "damaged"), ("gone", "could not be loaded"), ("other", "republished")],
)
def test_a_broken_index_is_told_in_words(browser: Browser, site: Path, tmp_path: Path, damage: str, told: str) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    for path in (copy / "assets/search/w").iterdir():
        text = path.read_text(encoding="utf-8")
        if damage == "gone":
            path.unlink()
        else:
            path.write_text(text[:-40] if damage == "cut" else text.replace('Unstuck.shard("', 'Unstuck.shard("x'))
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((copy / "index.html").as_uri())
        page.fill("#paste", ERROR)
        expect(page.locator("#answer [role=alert]")).to_contain_text(told)


def test_a_search_stands_in_the_address_and_is_narrowed(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'search/index.html').as_uri()}?q=docker%20permission")
    expect(page.locator(".found-list")).to_contain_text("Docker daemon socket")
    expect(page.locator(".found-list strong").first).to_be_visible()
    before = page.inner_text(".total-found")
    page.click(".narrow summary")
    page.check("[data-key='technology=docker']")
    expect(page.locator(".total-found")).not_to_have_text(before)
    expect(page.locator("[data-key='technology=docker']")).to_be_focused()
    assert "technology=docker" in page.url
    page.fill("#q", "docker permision")
    page.get_by_role("button", name="docker permission").click()
    expect(page.locator("#q")).to_have_value("docker permission")
    page.press("#q", "ArrowDown")
    expect(page.locator(".found-list a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()


def test_a_hostile_search_is_text_and_nothing_else(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'search/index.html').as_uri()}?q=%3Cimg%20src=x%20onerror=alert(1)%3E&tag=%22%3E%3Cscript%3E")
    page.wait_for_timeout(300)
    assert page.locator("#results img, #results script").count() == 0
    assert json.loads(page.evaluate("JSON.stringify(window.pwned ?? null)")) is None
