"""The site in German, and from right to left in a language that has no catalogue: used, checked, measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_accessibility import MODES, complaints
from test_pages import PAGES

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
ERROR = "2026-11-21T02:11:42Z exec /usr/local/bin/run.sh: exec format error"
# Elements whose own text is in English letters, under another language than theirs, outside of what authors wrote.
FOREIGN = """language => [...document.querySelectorAll('h2, h3, button, label, th, dt, nav a, summary, .note')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter(one => one.closest('[lang]').lang !== language && !one.closest('[dir=auto]'))
  .map(one => one.outerHTML)"""


@pytest.fixture(scope="session")
def site_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The starter KB's site in a language, built once."""
    built: dict[str, Path] = {}

    def build(language: str) -> Path:
        if language not in built:
            folder = tmp_path_factory.mktemp("language")
            (folder / "unstuck.toml").write_text(
                f'language = "{language}"\nkb = "{(ROOT / "kb").as_posix()}"\n', encoding="utf-8"
            )
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-m", "unstuck", "build"], cwd=folder, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            built[language] = folder / "site"
        return built[language]

    return build


def open_page(context: BrowserContext, site: Path, path: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{site.as_uri()}/{path}")
    return page


def test_a_german_site_answers_in_german(browser: Browser, site_in: Callable[[str], Path]) -> None:
    site = site_in("de-AT")
    with browser.new_context(locale="en-US") as context:
        context.clock.install(time="2028-02-21T12:00:00Z")
        page = open_page(context, site, "index.html")
        page.fill("#paste", f"los\n{ERROR}\nEnde")
        context.clock.run_for(1000)
        expect(page.locator("#answer .result")).to_contain_text("Gefunden. Sehr sicher. Zeile 2 ist dieser Fehler")
        expect(page.locator("#answer .facts-line")).to_contain_text("Kritikalität hoch")
        page.click("#answer .card h3 a")
        expect(page.locator(".stale")).to_contain_text("Seit 21. November 2027 zur Prüfung fällig, also seit 3 Monaten")
        expect(page.locator(".verdict")).to_have_text("Ankreuzen, was zutrifft.")
        expect(page.get_by_role("button", name="Kopieren").first).to_be_visible()
        page = open_page(context, site, "search/index.html?q=docker+permision")
        context.clock.run_for(1000)
        expect(page.locator(".meant")).to_have_text("Meinten Sie docker permission?")
        expect(page.locator(".total-found")).to_contain_text("Artikel")
        page = open_page(context, site, "index.html")
        page.fill("#paste", f"zorgle quux frobnicate\nghp_{'a1B2' * 9}")
        context.clock.run_for(1000)
        expect(page.locator("#answer .result")).to_contain_text("Kein Artikel dazu.")
        page.click("#answer .ask summary")
        expect(page.locator("#answer .ask p").first).to_have_text("1 Geheimnis darin wurde ersetzt:")


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_another_language(
    browser: Browser, site_in: Callable[[str], Path], language: str, mode: str
) -> None:
    with browser.new_context(**MODES[mode]) as context:
        page = open_page(context, site_in(language), "index.html")
        page.fill("#paste", ERROR)
        expect(page.locator("#answer .card")).to_be_visible()
        assert complaints(page) == []
        for path in ("kb/CROSS_DOCKER_001/index.html", "search/index.html?q=docker", "health/index.html"):
            page.goto(f"{site_in(language).as_uri()}/{path}")
            assert complaints(page) == [], path


@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_page_scrolls_sideways_at_320_pixels(
    browser: Browser, site_in: Callable[[str], Path], language: str
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = open_page(context, site_in(language), "index.html")
        page.fill("#paste", ERROR)
        expect(page.locator("#answer .card")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        for path in (*PAGES, "kb/CROSS_DOCKER_004/index.html", "404.html"):
            page.goto((site_in(language) / path).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_from_right_to_left_every_word_has_its_language_and_every_command_its_order(
    browser: Browser, site_in: Callable[[str], Path]
) -> None:
    with browser.new_context() as context:
        page = open_page(context, site_in("ar"), "index.html")
        page.fill("#paste", ERROR)
        expect(page.locator("#answer .card")).to_be_visible()
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate(FOREIGN, "en") == []
        assert page.locator("#answer .card h3 a").get_attribute("lang") == "ar"
        side = "one => getComputedStyle(one).direction"
        for place in ("#answer pre", "#answer .captures mark", "#answer .excerpt"):
            assert page.locator(place).first.evaluate(side) == "ltr"
        page.goto((site_in("ar") / "kb/CROSS_DOCKER_001/index.html").as_uri())
        page.locator("#outcome").get_by_role("button", name="It didn’t").click()
        assert page.evaluate(FOREIGN, "en") == []
        assert page.locator("h1").get_attribute("lang") == "ar"
        assert page.locator(".text").get_attribute("lang") == "ar"
        page.goto((site_in("ar") / "health/index.html").as_uri())
        name, picture = (page.locator(place).first.bounding_box() for place in (".picture .name", ".picture"))
        assert name
        assert picture
        assert name["x"] >= picture["x"]
