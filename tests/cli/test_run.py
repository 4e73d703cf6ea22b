"""`unstuck run`: the command as it is, and the fix when it fails."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from driver import Project

FAIL = "import sys; print('working'); print('mytool: cannot open /srv/x: no such file', file=sys.stderr); sys.exit(3)"


def test_a_failing_command_keeps_its_streams_and_status_and_gets_its_fix(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = project.run("run", "--", sys.executable, "-c", FAIL)
    assert ran.status == 3
    assert ran.out == "working\n"
    assert ran.err.startswith("mytool: cannot open /srv/x: no such file\n")
    assert "Found it." in ran.err
    assert "TOOL_FILE_001" in ran.err


def test_a_command_that_succeeds_is_left_alone(project: Project) -> None:
    ran = project.run("run", "--", sys.executable, "-c", "print('--kb is mine')", "--kb", "x")
    assert (ran.status, ran.out, ran.err) == (0, "--kb is mine\n", "")


@pytest.mark.parametrize(("command", "status"), [("import os; os.kill(os.getpid(), 9)", 137), ("exit(77)", 77)])
def test_the_exit_status_is_the_commands_own(project: Project, command: str, status: int) -> None:
    project.article("TOOL_FILE_001")
    assert project.run("run", "--", sys.executable, "-c", command).status == status


def test_no_such_command_is_told(project: Project) -> None:
    ran = project.run("run", "--", "no-such-command-here")
    assert (ran.status, "no-such-command-here" in ran.err) == (127, True)


def test_bytes_pass_through_unchanged(project: Project) -> None:
    code = "import sys; sys.stdout.buffer.write(bytes(range(256)) * 1000)"
    done = subprocess.run(
        [sys.executable, "-m", "unstuck", "run", "--", sys.executable, "-c", code],
        cwd=project.folder,
        capture_output=True,
    )
    assert done.stdout == bytes(range(256)) * 1000


def test_a_terminal_stays_a_terminal(project: Project) -> None:
    ours, theirs = pty.openpty()
    code = "import sys; print(sys.stdout.isatty())"
    with subprocess.Popen(
        [sys.executable, "-m", "unstuck", "run", "--", sys.executable, "-c", code], cwd=project.folder, stdout=theirs
    ) as child:
        child.wait(60)
    os.close(theirs)
    assert os.read(ours, 100).startswith(b"True")
    os.close(ours)
