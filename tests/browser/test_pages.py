"""Every kind of page in a real browser, from disk: it loads, it fits, it breaks no rule of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "kb/CROSS_DOCKER_001/index.html",
    "kb/GIT_PUSH_001/index.html",
    "errors/index.html",
    "tags/index.html",
    "technologies/index.html",
    "technologies/docker/index.html",
    "categories/index.html",
    "platforms/index.html",
    "search/index.html",
    "health/index.html",
]
LUMINANCE = """color => {
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(v => linear(v / 255));
  return .2126 * r + .7152 * g + .0722 * b;
}"""


def open_page(context: BrowserContext, site: Path, path: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            told.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith("file://") else None)
    page.goto((site / path).as_uri())
    return page, told


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_loads_without_a_complaint_or_a_foreign_request(
    browser: Browser, site: Path, path: str, scheme: str
) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page, told = open_page(context, site, path)
        assert told == []
        assert page.locator("h1").count() == 1
        assert page.locator("main").count() == 1
        body = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.body).color")
        lighter, darker = sorted((page.evaluate(LUMINANCE, body), page.evaluate(LUMINANCE, ink)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 7


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1600])
def test_no_page_scrolls_sideways(browser: Browser, site: Path, path: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page, _ = open_page(context, site, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_of_a_page_leads_to_a_file(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        for path in PAGES:
            page, _ = open_page(context, site, path)
            links = page.evaluate(
                "[...document.querySelectorAll('a[href],link[href]')].map(a => a.href.split('#')[0].split('?')[0])"
            )
            missing = [
                link
                for link in links
                if link.startswith("file://") and not Path(link.removeprefix("file://")).is_file()
            ]
            assert missing == [], path
            page.close()


def test_the_keyboard_reaches_the_content(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        page, _ = open_page(context, site, "kb/CROSS_DOCKER_001/index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_without_scripts_an_article_is_whole(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "kb/CROSS_DOCKER_001/index.html").as_uri())
        text = page.locator("main").inner_text()
        for part in ("exec format error", "buildx build --platform", "Fallback", "Verification"):
            assert part in text
