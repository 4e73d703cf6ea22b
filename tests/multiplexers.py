"""Real terminal multiplexers with real shells in them, on sockets of their own: type, wait, look."""

from __future__ import annotations

import itertools
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from driver import Project

PATIENCE = 20.0
PROMPT = "me@box:~/src$ "


class Session:
    """A shell in a multiplexer."""

    def __init__(self, show: Callable[[], str], type_keys: Callable[[str], None]) -> None:
        self.show = show
        self.type_keys = type_keys

    def run(self, line: str) -> str:
        """Type a line, wait for the next prompt, and give what is between."""
        before = self._prompts()
        self.type_keys(line)
        return self.wait(before + 1)

    def wait(self, prompts: int = 1) -> str:
        """Wait until so many prompts are there and the last one waits; gives what is between the last two."""
        deadline = time.monotonic() + PATIENCE
        while self._prompts() < prompts or not self._lines()[-1].endswith(PROMPT.strip()):
            assert time.monotonic() < deadline, "no prompt in:\n" + self.show()
            time.sleep(0.03)
        lines = self._lines()
        places = [number for number, text in enumerate(lines) if text.startswith(PROMPT.strip())]
        return "\n".join(lines[places[-2] + 1 : places[-1]]) if len(places) > 1 else ""

    def wait_for_line(self, line: str) -> None:
        """Wait until a line is on the screen, and a prompt after it."""
        deadline = time.monotonic() + PATIENCE
        while line not in (lines := self._lines()) or not lines[-1].endswith(PROMPT.strip()):
            assert time.monotonic() < deadline, f"no line {line!r} in:\n" + self.show()
            time.sleep(0.03)

    def _lines(self) -> list[str]:
        return [line.rstrip() for line in self.show().rstrip().split("\n")]

    def _prompts(self) -> int:
        return sum(line.startswith(PROMPT.strip()) for line in self._lines())


def environment(project: Project, home: Path) -> dict[str, str]:
    """What a shell of these tests starts with: nothing of a terminal that the tests run in."""
    programs = home / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    script = programs / "unstuck"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -W ignore -m unstuck "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {
        **project.environment,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }


def shell_command(shell: str, home: Path, *, hook: bool, before: str = "") -> list[str]:
    """A shell that reads one start-up file, written here: the prompt, what the user has of old, and the hook."""
    quoted = shlex.quote(PROMPT)
    if shell == "fish":
        path = home / ".config/fish/config.fish"
        text = f"set -g fish_greeting\nfunction fish_prompt\nprintf %s {quoted}\nend\n"
        text += f"{before}\n"
        text += "unstuck hook shell fish | source\n" if hook else ""
    else:
        path = home / (".zshrc" if shell == "zsh" else ".bashrc")
        text = f'PS1={quoted}\n{before}\n{f"""eval "$(unstuck hook shell {shell})" """ if hook else ""}\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return {
        "bash": ["bash", "--noprofile", "--rcfile", str(path), "-i"],
        "zsh": ["zsh", "-d", "-i"],
        "fish": ["fish", "-i"],
        "dash": ["env", f"ENV={path}", "dash", "-i"],
    }[shell]


@contextmanager
def tmux(project: Project, command: list[str], env: dict[str, str], *, columns: int = 100) -> Iterator[Session]:
    """A tmux server of its own with one pane."""
    with tempfile.TemporaryDirectory() as folder:  # short: a socket's path has at most about 100 bytes
        call = ["tmux", "-L", "unstuck-test", "-f", "/dev/null"]
        env = {**env, "TMUX_TMPDIR": folder}

        def ask(*arguments: str) -> str:
            done = subprocess.run([*call, *arguments], env=env, capture_output=True, text=True, timeout=PATIENCE)
            assert done.returncode == 0, done.stderr
            return done.stdout

        def type_keys(line: str) -> None:
            ask("send-keys", "-l", line)
            ask("send-keys", "Enter")

        ask("new-session", "-d", "-x", str(columns), "-y", "30", "-c", str(project.folder), shlex.join(command))
        try:
            yield Session(lambda: ask("capture-pane", "-p", "-J", "-S", "-"), type_keys)
        finally:
            ask("kill-server")


@contextmanager
def gnu_screen(project: Project, command: list[str], env: dict[str, str]) -> Iterator[Session]:
    """A GNU screen session of its own with one window. It may still write a copy when it is asked to end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "sockets").mkdir(mode=0o700)
        env = {**env, "SCREENDIR": f"{folder}/sockets", "SCREENRC": os.devnull, "SHELL": "/bin/sh"}
        call = ["screen", "-S", "unstuck-test"]
        numbers = itertools.count()

        def ask(*arguments: str) -> None:
            subprocess.run(
                [*call, *arguments], env=env, cwd=project.folder, capture_output=True, check=True, timeout=PATIENCE
            )

        def show() -> str:
            """A new copy: screen may write it after it has answered, so a former one would be the past."""
            copy = Path(folder, f"copy-{next(numbers)}")
            ask("-p", "0", "-X", "hardcopy", "-h", str(copy))
            deadline = time.monotonic() + PATIENCE
            size = -1
            while size <= 0 or copy.stat().st_size != size:  # even an empty window has line ends
                assert time.monotonic() < deadline, "no hard copy"
                size = copy.stat().st_size if copy.exists() else -1
                time.sleep(0.01)
            return copy.read_text(encoding="latin-1")

        ask("-U", "-d", "-m", *command)
        try:
            yield Session(show, lambda line: ask("-p", "0", "-X", "stuff", f"{line}\n"))
        finally:
            ask("-X", "quit")
