"""The build that waits: it builds when it is told to, and ends with whoever would have told it."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from driver import Project
from unstuck.server.rebuild import Builder, end


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

    done, message = asyncio.run(run())
    assert done, message
    assert "The second title" in (project.folder / "site/kb/TOOL_FILE_001/index.html").read_text()


def test_a_prepared_build_that_was_killed_is_replaced(project: Project) -> None:
    project.article("TOOL_FILE_001")

    async def run() -> tuple[bool, str]:
        builder = builder_of(project)
        prepared = await builder.prepare()
        await end(prepared)
        return await builder.build(prepared)

    assert asyncio.run(run())[0]


def test_without_a_word_it_ends_and_builds_nothing(project: Project) -> None:
    project.article("TOOL_FILE_001")
    command = [sys.executable, "-m", "unstuck.cli.spare_build", "--kb", str(project.folder / "kb"), "--out", "site"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=project.folder, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not (project.folder / "site").exists()
