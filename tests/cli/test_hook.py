"""`unstuck hook shell`: snippets that shells read, and that leave alone what is the user's."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from driver import Project
from multiplexers import PROMPT, environment, shell_command
from pty_shell import typed_into
from unstuck.cli.hook import FILES
from unstuck.resources import shell_hook_path


def shells(*names: str) -> list[Any]:
    return [
        pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"needs {name}")) for name in names
    ]


def write(project: Project, shell: str, lines: list[str], more: str = "") -> str:
    """What a shell with the hook writes; `more` is what its start-up file says before the hook."""
    home = project.folder / "home"
    command = shell_command(shell, home, hook=True, before=more)
    return typed_into(command, lines, environment(project, home), PROMPT.strip())


def marks(written: str) -> list[str]:
    return re.findall(r"\x1b\]133;([^\x07\x1b]*)", written)


@pytest.mark.parametrize("name", FILES)
def test_the_snippet_is_printed_as_it_is(project: Project, name: str) -> None:
    ran = project.run("hook", "shell", name)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == shell_hook_path(FILES[name]).read_text(encoding="utf-8")


def test_hook_alone_says_what_there_is_and_a_shell_without_one_is_an_error(project: Project) -> None:
    assert "shell" in project.run("hook").out
    ran = project.run("hook", "shell", "tcsh")
    assert (ran.status, "'bash', 'zsh', 'fish', 'pwsh'" in ran.err) == (2, True)


@pytest.mark.parametrize("name", shells("bash", "zsh", "fish"))
def test_the_shell_can_read_it(name: str) -> None:
    done = subprocess.run([name, "-n", shell_hook_path(FILES[name])], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="needs shellcheck")
def test_shellcheck_finds_nothing_in_that_of_bash() -> None:
    done = subprocess.run(["shellcheck", shell_hook_path("hook.bash")], capture_output=True, text=True)
    assert done.stdout == ""


@pytest.mark.skipif(not shutil.which("pwsh"), reason="needs PowerShell")
def test_powershell_can_read_it() -> None:
    code = "[ScriptBlock]::Create((Get-Content -Raw $args[0])) | Out-Null"
    done = subprocess.run(["pwsh", "-NoProfile", "-c", code, shell_hook_path("hook.ps1")], capture_output=True)
    assert done.returncode == 0


@pytest.mark.parametrize("shell", shells("bash", "zsh"))
def test_prompts_typed_text_and_outputs_are_marked_once(project: Project, shell: str) -> None:
    written = write(project, shell, ["(exit 3)", "", "true"])
    prompt = ["A", "B"]
    assert marks(written) == [*prompt, "C", "D;3", *prompt, *prompt, "C", "D;0", *prompt, "C"]


@pytest.mark.parametrize("shell", shells("fish"))
def test_in_fish_prompts_and_outputs_are_marked_once(project: Project, shell: str) -> None:
    written = write(project, shell, ["sh -c 'exit 3'", "", "true"])
    # fish marks by itself since version 4; then ours are off, and its own may have parameters.
    kinds = [mark.partition(";")[0] for mark in marks(written) if mark != "B"]
    assert kinds == ["A", "C", "D", "A", "A", "C", "D", "A", "C", "D"]
    assert "D;3" in marks(written)


@pytest.mark.parametrize("shell", shells("bash", "zsh", "fish"))
def test_reading_it_again_changes_nothing(project: Project, shell: str) -> None:
    again = "unstuck hook shell fish | source" if shell == "fish" else f'eval "$(unstuck hook shell {shell})"'
    once = [mark for mark in marks(write(project, shell, ["true", "true"])) if mark != "B"]
    twice = [mark for mark in marks(write(project, shell, [again, "true"])) if mark != "B"]
    assert once == twice


@pytest.mark.parametrize("shell", shells("bash", "zsh", "fish"))
def test_the_exit_status_stays_as_it_is(project: Project, shell: str) -> None:
    status = "$status" if shell == "fish" else "$?"
    assert "was 3." in write(project, shell, ["sh -c 'exit 3'", f"echo was {status}."])


@pytest.mark.parametrize(
    "own",
    [
        "PROMPT_COMMAND='echo own:$?; '",
        "PROMPT_COMMAND='echo own:$?'",
        "PROMPT_COMMAND=('true' 'echo own:$?')",
        "PROMPT_COMMAND='echo own:$?'; PS0='zero '",
        "set -u; PROMPT_COMMAND='echo own:$?'",
    ],
)
def test_in_bash_the_users_prompt_command_still_runs_with_its_status(project: Project, own: str) -> None:
    written = write(project, "bash", ["(exit 3)", "true"], own)
    assert "own:3" in written
    assert "own:0" in written
    assert ("PS0" in own) == ("zero " in written)
    assert [mark for mark in marks(written) if mark[0] == "D"] == ["D;3", "D;0"]
    assert "unbound" not in written


@pytest.mark.parametrize("shell", shells("zsh"))
def test_in_zsh_the_users_hooks_still_run_with_their_status(project: Project, shell: str) -> None:
    own = "precmd() { echo own:$? }; preexec() { echo typed:$1 }; setopt ksh_arrays sh_word_split no_unset"
    written = write(project, shell, ["(exit 3)", "true"], own)
    assert "own:3" in written
    assert "typed:(exit 3)" in written
    assert [mark for mark in marks(written) if mark[0] == "D"] == ["D;3", "D;0"]


@pytest.mark.parametrize(
    ("shell", "own"),
    [
        ("bash", r"""PS1='\[\e]133;A;k=x\a\]'$PS1"""),
        ("bash", r"""__vsc_mark() { :; }; PS1='$(__vsc_mark)'$PS1"""),
        ("zsh", r"""PS1=$'%{\e]133;A;k=x\a%}'$PS1"""),
        ("fish", "function __ksi_mark_prompt_start; end"),
    ],
)
def test_where_others_make_the_marks_ours_are_off(project: Project, shell: str, own: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    if shell == "fish" and not re.search(r"version [0-3]\.", subprocess.check_output(["fish", "--version"], text=True)):
        pytest.skip("this fish makes the marks itself")
    assert set(marks(write(project, shell, ["true"], own))) <= {"A;k=x"}


@pytest.mark.parametrize("shell", shells("bash", "zsh", "fish"))
def test_the_last_command_and_its_status_are_handed_to_one_process_alone(project: Project, shell: str) -> None:
    home = project.folder / "home"
    command = shell_command(shell, home, hook=True)
    env = environment(project, home)
    program = home / "bin/unstuck"
    real = program.read_text(encoding="utf-8")
    show = 'echo "status=<$UNSTUCK_LAST_STATUS> typed=<$UNSTUCK_LAST_COMMAND>"'
    program.write_text(real.replace("exec", f"case $1 in last|show) {show}; exit 7;; esac\nexec"), encoding="utf-8")
    lines = [
        "sh -c 'exit 3'",
        "unstuck last",
        "",
        "unstuck last --format json",
        "env | grep UNSTUCK_",
        "unstuck show X",
    ]
    written = typed_into(command, lines, env, PROMPT.strip())
    assert written.count("status=<3> typed=<sh -c 'exit 3'>") == 2
    assert written.count("status=<> typed=<>") == 1
    assert "UNSTUCK_LAST_STATUS=" not in written


def test_before_bash_4_4_there_are_no_marks_but_a_status(project: Project, tmp_path: Path) -> None:
    """An older bash is played by one whose version is said to be older."""
    text = shell_hook_path("hook.bash").read_text(encoding="utf-8").replace(">= 404", ">= 40400")
    (tmp_path / "old.bash").write_text(text, encoding="utf-8")
    home = project.folder / "home"
    command = shell_command("bash", home, hook=False, before=f". {tmp_path}/old.bash")
    written = typed_into(command, ["(exit 3)", 'echo "<$_unstuck_status>"'], environment(project, home), PROMPT.strip())
    assert "<3>" in written
    assert marks(written) == []
