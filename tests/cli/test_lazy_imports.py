"""A command imports what it needs: what a person waits for at a terminal is mostly imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = """
import json, sys
from unstuck.cli import run
status = run(sys.argv[1:])
print()
print(json.dumps([status, sorted(sys.modules)]))
"""
# Parsers, renderers and the web: nothing of it answers a paste.
HEAVY = {
    *("yaml", "markdown_it", "pygments", "nh3", "jinja2", "whoosh", "msgspec", "starlette", "uvicorn", "rich"),
    *("importlib.metadata", "asyncio", "multiprocessing", "urllib.request", "ssl"),
    *("unstuck.article.parse", "unstuck.article.model", "unstuck.finding", "unstuck.checks", "unstuck.site"),
}


def modules_of(*arguments: str, cwd: Path) -> tuple[int, set[str]]:
    """Exit status of a command in a fresh process, and what it had imported at its end."""
    done = subprocess.run([sys.executable, "-c", REPORT, *arguments], capture_output=True, cwd=cwd, check=True)
    status, modules = json.loads(done.stdout.splitlines()[-1])
    return status, set(modules)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the index of the starter KB."""
    folder = tmp_path_factory.mktemp("cache")
    (folder / "error.log").write_text("exec /usr/local/bin/run.sh: exec format error\n", encoding="utf-8")
    modules_of("match", "error.log", "--cache", str(folder), cwd=folder)
    return folder


def test_an_answer_from_the_cache_parses_and_renders_nothing(cache: Path) -> None:
    status, modules = modules_of("match", "error.log", "--cache", str(cache), cwd=cache)
    assert status == 0
    assert modules & HEAVY == set()


def test_the_last_commands_output_is_answered_with_no_more(cache: Path) -> None:
    status, modules = modules_of("last", "--screen", "error.log", "--cache", str(cache), cwd=cache)
    assert status == 0
    assert modules & HEAVY == set()


def test_a_search_in_the_cache_parses_and_renders_nothing(cache: Path) -> None:
    status, modules = modules_of("search", "docker", "--cache", str(cache), cwd=cache)
    assert status == 0
    assert modules & HEAVY == set()


def test_showing_an_article_needs_no_index(tmp_path: Path) -> None:
    status, modules = modules_of("show", "CROSS_DOCKER_001", cwd=tmp_path)
    assert status == 0
    assert modules & {"unstuck_search.index.file.open", "unstuck_search.matcher.matcher", "sqlite3"} == set()
    assert modules & {"pygments", "nh3", "jinja2", "whoosh", "msgspec", "rich"} == set()


def test_help_imports_no_verb(tmp_path: Path) -> None:
    status, modules = modules_of("--help", cwd=tmp_path)
    assert status == 0
    assert {name for name in modules if name.startswith("unstuck")} == {"unstuck", "unstuck.cli", "unstuck.errors"}
