"""`unstuck last` in real multiplexers, with real shells in them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from driver import Project
from multiplexers import environment, gnu_screen, shell_command, tmux

needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")
needs_screen = pytest.mark.skipif(not shutil.which("screen"), reason="needs GNU screen")
OTHER = "cat other.log"
FAIL = "cat tool.log; false"


def shells(*names: str) -> list[Any]:
    return [
        pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"needs {name}")) for name in names
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def known(project: Project) -> Project:
    """Two errors that have an article, in logs, and an index of them."""
    project.article("TOOL_FILE_001")
    project.article("OTHER_TOOL_001", "othertool: broken pipe {n:int}", "othertool: broken pipe 7", "The other tool")
    project.write("tool.log", "working\nmytool: cannot open /srv/x: no such file\n")
    project.write("other.log", "othertool: broken pipe 7\n")
    project.run("match", stdin="x")
    return project


@needs_tmux
@pytest.mark.parametrize("shell", shells("bash", "zsh", "fish"))
def test_in_tmux_with_the_hook_the_last_command_is_named_with_its_status(
    known: Project, home: Path, shell: str
) -> None:
    with tmux(known, shell_command(shell, home, hook=True), environment(known, home)) as session:
        session.wait()
        session.run(OTHER)
        session.run(FAIL)
        first = session.run("unstuck last")
        assert first.startswith(f"tmux: `{FAIL}` failed (exit status 1), and wrote 2 lines.\nFound it.")
        assert "TOOL_FILE_001" in first
        # An empty line and our own answer in between change nothing.
        session.run("")
        assert session.run("unstuck last") == first
        session.run("false")
        assert session.run("unstuck last").startswith("unstuck: tmux: `false` wrote nothing that is still on")


@needs_tmux
@pytest.mark.parametrize("shell", shells("bash", "zsh", "fish", "dash"))
def test_in_tmux_without_the_hook_the_prompt_is_enough(known: Project, home: Path, shell: str) -> None:
    with tmux(known, shell_command(shell, home, hook=False), environment(known, home)) as session:
        session.wait()
        session.run(OTHER)
        session.run(FAIL)
        answer = session.run("unstuck last")
        assert answer.startswith(f"tmux: `{FAIL}` wrote 2 lines.\nFound it.")
        assert "TOOL_FILE_001" in answer
        assert session.run("cat other.log; unstuck last").splitlines()[1].startswith("tmux: 1 line from the line of")


@needs_screen
@pytest.mark.parametrize("hook", [True, False])
def test_in_gnu_screen_the_last_commands_output_is_found(known: Project, home: Path, hook: bool) -> None:
    with gnu_screen(known, shell_command("bash", home, hook=hook), environment(known, home)) as session:
        session.wait()
        session.run(OTHER)
        session.run(FAIL)
        answer = session.run("unstuck last")
        ended = "failed (exit status 1), and wrote" if hook else "wrote"
        assert answer.startswith(f"GNU screen: `{FAIL}` {ended} 2 lines.\nFound it.")
        assert "TOOL_FILE_001" in answer


@needs_tmux
def test_a_window_that_inherited_tmuxs_variables_is_not_taken_for_its_pane(known: Project, home: Path) -> None:
    """GNU screen inside tmux: both variables are there, and the device says which terminal is ours."""
    if not shutil.which("screen"):
        pytest.skip("needs GNU screen")
    env = environment(known, home)
    home.chmod(0o700)
    inner = shell_command("bash", home / "inner", hook=False, before="echo inside screen")
    with tmux(known, shell_command("bash", home, hook=False), env) as outer:
        outer.wait()
        outer.run(OTHER)
        outer.type_keys(f"SCREENDIR={home} SCREENRC=/dev/null screen {' '.join(inner)}")
        try:
            outer.wait_for_line("inside screen")
            outer.run(FAIL)
            assert outer.run("unstuck last").startswith(f"GNU screen: `{FAIL}` wrote 2 lines.")
        finally:  # it would go on without tmux
            subprocess.run(["screen", "-X", "quit"], env={**env, "SCREENDIR": str(home)}, capture_output=True)
