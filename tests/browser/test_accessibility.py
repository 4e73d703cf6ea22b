"""Every kind of page and every state of an article: axe finds nothing, HTML is sound, nothing is lost in any mode."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_article import MATCH
from test_pages import PAGES

pytestmark = pytest.mark.browser
ARTICLE = "kb/CROSS_DOCKER_001/index.html"
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 800}, "is_mobile": True, "has_touch": True},
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def open_article(context: BrowserContext, site: Path) -> Page:
    context.add_init_script(f"sessionStorage.setItem('unstuck.match', {json.dumps(json.dumps(MATCH))})")
    page = context.new_page()
    page.goto((site / ARTICLE).as_uri())
    return page


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, site: Path, serve: Callable[[BrowserContext], str], mode: str
) -> None:
    with browser.new_context(**MODES[mode]) as context:
        page = context.new_page()
        for address in (*((site / path).as_uri() for path in PAGES), f"{serve(context)}/404.html"):
            page.goto(address)
            assert complaints(page) == [], address


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_any_state_of_an_article(browser: Browser, site: Path, mode: str) -> None:
    with browser.new_context(**MODES[mode]) as context:
        context.clock.install(time="2028-02-21T12:00:00Z")
        page = open_article(context, site)
        for fold in page.locator("details").all():
            fold.evaluate("one => { one.open = true; }")
        assert complaints(page) == []
        page.get_by_role("tab").nth(1).click()
        page.locator(".s-symptoms input").first.check()
        page.locator("#outcome").get_by_role("button", name="It didn’t").click()
        page.locator(".s-fallback .code-frame button").first.click()
        page.locator(".chatbot button").click()
        expect(page.locator(".chatbot li")).to_have_count(1)
        assert complaints(page) == []


def test_the_html_of_every_kind_of_page_parses_without_an_error(site: Path) -> None:
    for path in (*PAGES, "404.html"):
        html5lib.HTMLParser(strict=True).parse((site / path).read_text(encoding="utf-8"))


def test_the_nu_checker_finds_no_error_on_the_whole_site(site: Path) -> None:
    jar, java = os.environ.get("VNU_JAR"), shutil.which("java")
    if not jar or not java:
        pytest.skip("set VNU_JAR to the vnu.jar of npm's vnu-jar package, and have Java, to run the Nu Html Checker")
    command = [java, "-jar", jar, "--skip-non-html", "--errors-only", "--format", "gnu", str(site)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stderr.strip(), done.returncode) == ("", 0)


@pytest.mark.parametrize("width", [320, 640])
def test_an_article_filled_with_long_values_does_not_scroll_sideways(browser: Browser, site: Path, width: int) -> None:
    # 640 px is what a window of 1280 px has at 200 % zoom.
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = open_article(context, site)
        page.get_by_label("IMAGE_NAME", exact=True).fill("registry.example.test/" + "a-long-name/" * 12)
        page.locator(".s-fallback .code-frame button").first.click()
        page.locator(".chatbot button").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for button in page.get_by_role("button").all():
            if button.is_visible():
                box = button.bounding_box()
                assert box
                assert box["height"] >= 24
                assert box["x"] + box["width"] <= width


def test_text_at_twice_its_size_stays_in_its_place(browser: Browser, site: Path) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = open_article(context, site)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_nothing_is_animated_for_who_asks_for_stillness(browser: Browser, site: Path) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = open_article(context, site)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        moving = "[...document.querySelectorAll('*')].filter(el => getComputedStyle(el).transitionDuration !== '0s')"
        assert page.evaluate(f"{moving}.length") == 0


def test_forced_colours_still_show_what_is_chosen_and_what_was_captured(browser: Browser, site: Path) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = open_article(context, site)
        ground = "el => getComputedStyle(el).backgroundColor"
        tabs = page.get_by_role("tab")
        assert tabs.nth(0).evaluate(ground) != tabs.nth(1).evaluate(ground)
        captured = page.locator("pre mark.captured").first.evaluate(ground)
        assert captured == page.get_by_label("IMAGE_NAME", exact=True).evaluate(ground)
        assert captured != page.locator("body").evaluate(ground)


def test_print_has_every_option_and_no_controls(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        page = open_article(context, site)
        page.locator("#outcome").get_by_role("button", name="It didn’t").click()
        page.emulate_media(media="print")
        for part in ("buildx create", "docker build --platform", "tonistiigi/binfmt", "nodeSelector", "Root Cause"):
            one = page.locator("main").get_by_text(part).first
            box = one.bounding_box()
            assert box, part
            assert box["height"] > 10, part
        assert [one for one in page.get_by_role("button").all() if one.is_visible()] == []
