"""The starter KB's site in the system's Chromium, opened from disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("UNSTUCK_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on this machine, but UNSTUCK_REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on this machine: `apt-get install chromium` runs the browser tests too")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "unstuck", "build", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def serve(site: Path) -> Callable[[BrowserContext], str]:
    """Let a context have the site from a server, too, whose scripts come late; returns its address."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(".js"):
            time.sleep(0.05)
        route.fulfill(path=site / path.lstrip("/"))

    def routed(context: BrowserContext) -> str:
        context.route("http://site.test/**", answer)
        return "http://site.test"

    return routed
