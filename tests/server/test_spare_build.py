"""The build that waits: it builds when it is told to, and ends with whoever would have told it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from driver import Project
from unstuck.server.rebuild import Builder, end

T = TypeVar("T")


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """What some work comes to, in a loop of its own: this thread may have one that runs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def builder_of(project: Project) -> Builder:
    return Builder(project.folder, project.folder / "kb", project.folder / "site")


def test_a_prepared_build_sees_what_changed_while_it_waited(project: Project) -> None:
    project.article("TOOL_FILE_001", title="The first title")

    async def run() -> tuple[bool, str]:
        builder = builder_of(project)
        prepared = await builder.prepare()
        await asyncio.sleep(1.5)
        project.article("TOOL_FILE_001", title="The second title")
        return await builder.build(prepared)

    done, message = in_a_loop(run())
    assert done, message
    assert "The second title" in (project.folder / "site/kb/TOOL_FILE_001/index.html").read_text()


def test_a_prepared_build_that_was_killed_is_replaced(project: Project) -> None:
    project.article("TOOL_FILE_001")

    async def run() -> tuple[bool, str]:
        builder = builder_of(project)
        prepared = await builder.prepare()
        await end(prepared)
        return await builder.build(prepared)

    assert in_a_loop(run())[0]


def test_without_a_word_it_ends_and_builds_nothing(project: Project) -> None:
    project.article("TOOL_FILE_001")
    command = [sys.executable, "-m", "unstuck.cli.spare_build", "--kb", str(project.folder / "kb"), "--out", "site"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=project.folder, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not (project.folder / "site").exists()
