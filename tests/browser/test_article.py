"""What the article page does with a reader: fills commands, copies them clean, asks whether it helped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser
MATCH = {
    "kb_id": "CROSS_DOCKER_001",
    "text": "password=hun" + "ter2x\nexec /app.sh: exec format error\nfrom 10.1.2.3\n",
    "captures": {
        "file": {"text": "/app.sh", "type": "path"},
        "image_name": {"text": "reg.test/my-app:1", "type": "image"},
    },
}
CLIPBOARD = """() => { Object.defineProperty(navigator, 'clipboard', {
  value: { writeText: async text => { window.copied = text; } } }); }"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        context.add_init_script(f"({CLIPBOARD})()")
        yield context


def article(context: BrowserContext, site: Path, kb_id: str = "CROSS_DOCKER_001", match: Any = None) -> Page:
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    if match is not None:
        page.add_init_script(f"sessionStorage.setItem('unstuck.match', {json.dumps(json.dumps(match))})")
    page.goto((site / f"kb/{kb_id}/index.html").as_uri())
    assert told == []
    return page


def copy(page: Page, frame: Locator) -> str:
    frame.get_by_role("button").click()
    expect(frame.get_by_role("status")).to_contain_text("Copied")
    copied: str = page.evaluate("window.copied")
    return copied


def frame(page: Page, text: str) -> Locator:
    return page.locator(".code-frame", has_text=text).first


def test_a_value_typed_once_fills_every_command(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    page.get_by_label("IMAGE_NAME", exact=True).fill("reg.test/my-app:1")
    marks = page.locator(".text mark.ph[data-name=IMAGE_NAME]")
    assert marks.all_text_contents() == ["reg.test/my-app:1"] * 8
    expect(page.locator(".fill-status")).to_have_text("1 of 4 filled in.")


def test_a_value_that_no_quoting_makes_safe_stays_beside_the_command(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    page.get_by_label("IMAGE_NAME", exact=True).fill("it's; rm -rf /")
    marks = page.locator(".text mark.ph[data-name=IMAGE_NAME]")
    assert set(marks.all_text_contents()) <= {"__IMAGE_NAME__", "'it'\\''s; rm -rf /'"}
    note = frame(page, "docker buildx create").locator(".missing-note")
    expect(note).to_contain_text("it's; rm -rf /")
    expect(note).to_contain_text("not inserted: no quoting is safe here")
    expect(page.locator(".text mark.ph.missing[data-name=IMAGE_NAME]").first).to_have_text("__IMAGE_NAME__")
    expect(page.locator(".fill-status")).to_have_text("1 of 4 filled in.")


def test_captures_of_a_match_fill_the_form_and_wear_the_thread(context: BrowserContext, site: Path) -> None:
    page = article(context, site, match=MATCH)
    field = page.get_by_label("IMAGE_NAME", exact=True)
    expect(field).to_have_value("reg.test/my-app:1")
    thread = "el => getComputedStyle(el).backgroundColor"
    colours = {
        one.evaluate(thread)
        for one in (
            field,
            page.locator("pre mark.captured").first,
            page.locator(".signature mark.captured").first,
        )
    }
    assert len(colours) == 1
    assert page.locator(".signature").first.inner_text().startswith("exec /app.sh: exec format error")
    assert page.locator(".signature mark.captured").count() == 2  # alone, and before what BuildKit says of it
    assert "reg.test/my-app:1" in copy(page, frame(page, "buildx create"))


def test_the_captures_of_another_article_or_of_a_broken_store_are_left_alone(
    context: BrowserContext, site: Path
) -> None:
    for odd in (
        {**MATCH, "kb_id": "OTHER_001"},
        [],
        "x",
        {"kb_id": "CROSS_DOCKER_001", "captures": {"image_name": [1]}},
    ):
        page = article(context, site, match=odd)
        expect(page.get_by_label("IMAGE_NAME", exact=True)).to_have_value("")
        page.close()


def test_values_stay_for_the_session_and_can_be_cleared(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    page.get_by_label("PLATFORM", exact=True).fill("linux/amd64")
    page.reload()
    field = page.get_by_label("PLATFORM", exact=True)
    expect(field).to_have_value("linux/amd64")
    page.get_by_role("button", name="Clear").click()
    page.reload()
    expect(field).to_have_value("")


def test_without_a_session_store_the_form_works_all_the_same(context: BrowserContext, site: Path) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = article(context, site)
    page.get_by_label("PLATFORM", exact=True).fill("linux/amd64")
    assert "--platform linux/amd64" in page.locator("pre", has_text="docker build --platform").first.text_content()  # type: ignore[operator]


def test_a_copy_is_the_bare_command_and_says_what_is_blank(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    block = frame(page, "buildx create")
    expect(block).to_contain_text("Fill in: IMAGE_NAME")
    assert copy(page, block) == (
        "docker buildx create --name multi --driver docker-container --use\n"
        "docker buildx build --platform linux/amd64,linux/arm64 -t __IMAGE_NAME__ --push ."
    )
    expect(block.get_by_role("status")).to_have_text("Copied, but IMAGE_NAME is still blank.")
    block.get_by_role("link", name="IMAGE_NAME").click()
    assert page.evaluate("location.hash") == "#fill-IMAGE_NAME"
    page.get_by_label("IMAGE_NAME", exact=True).fill("a/b:1")
    expect(block).not_to_contain_text("Fill in")
    copy(page, block)
    expect(block.get_by_role("status")).to_have_text("Copied.")


def test_a_risky_command_is_copied_at_the_second_press(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    block = frame(page, "--privileged --rm")
    button = block.get_by_role("button")
    button.click()
    assert page.evaluate("window.copied") is None
    expect(button).to_have_text("Copy anyway")
    expect(block.get_by_role("status")).to_contain_text("--privileged")
    page.keyboard.press("Tab")
    expect(button).to_have_text("Copy")
    button.click()
    button.click()
    assert "tonistiigi/binfmt" in page.evaluate("window.copied")


def test_where_the_clipboard_is_forbidden_the_old_way_or_the_selection_serves(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        context.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
        )
        page = article(context, site)
        block = frame(page, "buildx create")
        block.get_by_role("button").click()
        expect(block.get_by_role("status")).to_contain_text("The text is selected")
        assert "buildx create" in page.evaluate("getSelection().toString()")


def test_options_are_tabs_with_the_recommended_one_first(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    tabs = page.get_by_role("tablist", name="Ways to fix it").get_by_role("tab")
    expect(tabs).to_have_count(2)
    expect(tabs.nth(0)).to_contain_text("Recommended")
    expect(tabs.nth(0)).to_have_attribute("aria-selected", "true")
    panels = page.get_by_role("tabpanel", include_hidden=True)
    expect(panels.nth(0)).to_contain_text("buildx create")
    assert [one.get_attribute("hidden") for one in panels.all()] == [None, "until-found"]
    tabs.nth(0).focus()
    for key, chosen in (("ArrowRight", 1), ("ArrowRight", 0), ("ArrowLeft", 1), ("Home", 0), ("End", 1)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        expect(tabs.nth(chosen)).to_have_attribute("aria-selected", "true")
        expect(tabs.nth(1 - chosen)).to_have_attribute("tabindex", "-1")
    assert [one.get_attribute("hidden") for one in panels.all()] == ["until-found", None]
    assert tabs.nth(1).get_attribute("aria-controls") == panels.nth(1).get_attribute("id")


def test_the_checklist_answers_in_words(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    verdict = page.locator(".verdict")
    expect(verdict).to_have_text("Tick what you see.")
    boxes = page.locator(".s-symptoms input")
    boxes.nth(0).check()
    expect(verdict).to_have_text("1 of 4 fits: it may be something else. Look at other causes")
    boxes.nth(1).check()
    expect(verdict).to_have_text("2 of 4 fit: this is likely your problem.")
    boxes.nth(2).check()
    boxes.nth(3).check()
    expect(verdict).to_have_text("All 4 fit: this is your problem.")
    expect(verdict).to_have_attribute("role", "status")


def test_it_did_not_work_leads_through_the_fallbacks_in_order(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    cards = page.locator(".s-fallback .option")
    page.locator("#outcome").get_by_role("button", name="It didn’t").click()
    expect(page.locator("#outcome").get_by_role("status")).to_have_text("Try fallback 1 of 2.")
    assert [one.get_attribute("hidden") for one in cards.all()] == [None, "until-found"]
    expect(cards.nth(0).locator("h3")).to_be_focused()
    cards.nth(0).get_by_role("button", name="It didn’t").click()
    expect(cards.nth(1).locator("h3")).to_be_focused()
    cards.nth(1).get_by_role("button", name="It didn’t").click()
    expect(cards.nth(1).get_by_role("status").last).to_contain_text("That was the last fallback of this article.")


def test_it_worked_leads_to_prevention(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    page.locator("#outcome").get_by_role("button", name="It worked").click()
    expect(page.locator("#outcome").get_by_role("status")).to_have_text("Good. Keep it from coming back")
    expect(page.get_by_role("button", name="It worked")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("now", "stale"), [("2027-11-21T12:00:00Z", False), ("2028-02-21T12:00:00Z", True)])
def test_an_article_past_its_date_says_so_when_it_is_read(
    context: BrowserContext, site: Path, now: str, stale: bool
) -> None:
    context.clock.install(time=now)
    page = article(context, site)
    banner = page.locator(".stale")
    expect(banner).to_have_count(int(stale))
    if stale:
        expect(banner).to_contain_text("Due for review since 21 November 2027, 3 months ago.")


def test_the_copy_for_a_chatbot_has_article_address_and_paste_without_secrets(
    context: BrowserContext, site: Path
) -> None:
    page = article(context, site, match=MATCH)
    box = page.locator(".chatbot")
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_contain_text("1 secret was replaced in it:")
    expect(box.get_by_role("listitem")).to_have_text("[secret:1] a password")
    copied = page.evaluate("window.copied")
    assert "hun" + "ter2x" not in copied
    assert "password=[secret:1]\nexec /app.sh: exec format error\nfrom 10.1.2.3\n~~~" in copied
    assert "Source: CROSS_DOCKER_001" in copied
    assert str(site) not in copied
    assert (site / "kb/CROSS_DOCKER_001.md").read_text().strip() in copied
    page.get_by_label("Hide IP addresses too").check()
    box.get_by_role("button").click()
    expect(box.get_by_role("listitem")).to_have_count(2)
    assert "10.1.2.3" not in page.evaluate("window.copied")


def test_a_paste_cannot_close_its_fence_or_run(context: BrowserContext, site: Path) -> None:
    hostile = {
        **MATCH,
        "text": "~~~~\nexec <b>x</b>: exec format error",
        "captures": {"file": {"text": "<b>x</b>\u202e\n", "type": "rest"}},
    }
    page = article(context, site, match=hostile)
    assert page.locator(".signature mark.captured").first.text_content() == "<b>x</b>"
    page.locator(".chatbot").get_by_role("button").click()
    expect(page.locator(".chatbot").get_by_role("status")).to_contain_text("Nothing in it looked like a secret")
    assert "~~~~~text\n~~~~\nexec <b>" in page.evaluate("window.copied")


def test_a_link_into_a_folded_option_unfolds_it(context: BrowserContext, site: Path) -> None:
    page = article(context, site)
    page.evaluate("location.hash = '#' + document.querySelectorAll('[role=tabpanel]')[1].id")
    expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_moves_once_the_page_is_shown_even_where_scripts_come_late(
    browser: Browser, serve: Callable[[BrowserContext], str], width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        root = serve(context)
        context.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
            " window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
            f"sessionStorage.setItem('unstuck.match', {json.dumps(json.dumps(MATCH))})"
        )
        page = context.new_page()
        page.goto(f"{root}/kb/CROSS_DOCKER_001/index.html")
        page.wait_for_timeout(200)
        expect(page.get_by_label("IMAGE_NAME", exact=True)).to_have_value("reg.test/my-app:1")
        assert page.evaluate("window.shift") == 0


def test_who_comes_from_the_paste_box_finds_the_commands_filled_in(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator("#paste").fill("docker: error\nexec /srv/run.sh: exec format error\n")
    page.locator("#answer a[href*=CROSS_DOCKER_001]").first.click()
    expect(page.locator(".signature mark.captured").first).to_have_text("/srv/run.sh")
    page.locator(".chatbot button").click()
    expect(page.locator(".chatbot").get_by_role("status")).to_contain_text("Nothing in it looked like a secret")
    assert "exec /srv/run.sh: exec format error" in page.evaluate("window.copied")
