"""A page under `unstuck serve`: it reloads by itself, and shows what is wrong while an article is broken."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, expect

from driver import Project
from serving import running

pytestmark = pytest.mark.browser


def test_an_open_page_follows_its_article_under_the_strict_policy(project: Project, browser: Browser) -> None:
    project.article("TOOL_FILE_001", title="The first title")
    with running(project, "serve", "--port", "0") as server:
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Policy" in message.text else None)
        page.goto(f"{server.url}/kb/TOOL_FILE_001/")
        expect(page).to_have_title(re.compile("first"))
        time.sleep(0.5)  # the watcher's own start
        project.article("TOOL_FILE_001", title="The second title")
        expect(page).to_have_title(re.compile("second"), timeout=30_000)
        project.article("TOOL_FILE_001", title="The third title", **{"complexity: 2": "complexity: 77"})
        expect(page.locator("#unstuck-live")).to_contain_text("TOOL_FILE_001.md:", timeout=30_000)
        expect(page).to_have_title(re.compile("second"))
        project.article("TOOL_FILE_001", title="The fourth title")
        expect(page).to_have_title(re.compile("fourth"), timeout=30_000)
        assert faults == []
        page.close()
