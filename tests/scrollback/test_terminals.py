"""Each terminal is asked as its manual says, and trouble with it is said in a sentence.

kitty, WezTerm and zellij are played by small programs that answer as the real ones are documented to.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from unstuck.errors import UsageError
from unstuck.scrollback import captured, gnu_screen
from unstuck.scrollback.terminals import read_terminal


class Programs:
    """A folder that is the whole PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, script: str) -> None:
        path = self.folder / name
        # What the script needs of the system has its full path; its own arguments are logged, one a line.
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" {name} "$@" >>"{self.folder}/calls"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    monkeypatch.setenv("PATH", str(tmp_path))
    return Programs(tmp_path)


def test_tmux_is_asked_for_its_pane_with_wrapped_lines_joined(programs: Programs) -> None:
    programs.add("tmux", "echo /dev/pts/7; echo boom")
    text = read_terminal({"TMUX": "/tmp/tmux-0/default,1,0", "TMUX_PANE": "%3"}, "/dev/pts/7")
    assert (text.source, text.text, text.tty) == ("tmux", "boom\n", "/dev/pts/7")
    assert programs.calls == [
        *("tmux", "display-message", "-p", "-t", "%3", "#{pane_tty}", ";"),
        *("capture-pane", "-p", "-J", "-t", "%3", "-S", "-5000"),
    ]


def test_kitty_is_asked_for_its_window_with_the_marks_in_it(programs: Programs) -> None:
    programs.add("kitten", "echo boom")
    assert read_terminal({"KITTY_WINDOW_ID": "4"}).text == "boom\n"
    assert programs.calls == ["kitten", "@", "get-text", "--match", "id:4", "--extent", "all", "--ansi"]


def test_an_older_kitty_has_no_program_for_its_kittens(programs: Programs) -> None:
    programs.add("kitty", "echo boom")
    assert read_terminal({"KITTY_WINDOW_ID": "4"}).text == "boom\n"
    assert programs.calls[:3] == ["kitty", "@", "get-text"]


def test_wezterm_is_asked_for_its_pane_and_the_scrollback(programs: Programs) -> None:
    programs.add("wezterm", "echo boom")
    assert read_terminal({"WEZTERM_PANE": "5"}).text == "boom\n"
    assert programs.calls == ["wezterm", "cli", "get-text", "--pane-id", "5", "--start-line", "-5000"]


def test_zellij_is_asked_for_its_pane_on_standard_output(programs: Programs) -> None:
    programs.add("zellij", "echo boom")
    assert read_terminal({"ZELLIJ": "0", "ZELLIJ_PANE_ID": "6"}).text == "boom\n"
    assert programs.calls == ["zellij", "action", "dump-screen", "--full", "--pane-id", "6"]


def test_an_older_zellij_writes_a_file(programs: Programs) -> None:
    programs.add(
        "zellij", 'case $* in *--pane-id*) echo "error: unexpected argument" >&2; exit 2;; esac; echo boom >"$4"'
    )
    assert read_terminal({"ZELLIJ": "0", "ZELLIJ_PANE_ID": "6"}).text == "boom\n"
    path = Path(programs.calls[-1])
    assert path.is_absolute()
    assert not path.parent.exists()


def test_gnu_screen_is_asked_for_its_window_and_its_file_is_removed(programs: Programs) -> None:
    programs.add("screen", 'echo boom >"$8"')
    assert read_terminal({"STY": "12.pts-0.box", "WINDOW": "2"}).text == "boom\n"
    assert programs.calls[:-1] == ["screen", "-S", "12.pts-0.box", "-p", "2", "-X", "hardcopy", "-h"]
    assert not Path(programs.calls[-1]).parent.exists()


def test_quotes_that_gnu_screen_cut_to_a_byte_are_quotes_again(programs: Programs) -> None:
    programs.add("screen", r"""printf 'x.c: \030foo\031 is \034bad\035 \023 caf\351\n' >"$6" """)
    assert read_terminal({"STY": "12.pts-0.box"}).text == "x.c: 'foo' is \"bad\" - café\n"


def test_the_innermost_terminal_is_asked(programs: Programs) -> None:
    for name in ("tmux", "kitten"):
        programs.add(name, f"echo /dev/pts/7; echo {name}")
    both = {"TMUX": "x", "KITTY_WINDOW_ID": "1"}
    assert read_terminal(both, "/dev/pts/7").source == "tmux"
    # kitty was started from within tmux: its programs are on another device.
    assert read_terminal(both, "/dev/pts/9").source == "kitty"
    assert read_terminal({"TMUX": "x"}, "/dev/pts/9").source == "tmux"


def test_the_next_terminal_is_asked_where_one_fails(programs: Programs) -> None:
    programs.add("tmux", "echo no server running on /tmp/x >&2; exit 1")
    programs.add("wezterm", "echo boom")
    assert read_terminal({"TMUX": "x", "WEZTERM_PANE": "1"}).source == "WezTerm"


def test_trouble_names_each_terminal_its_reason_and_the_cure(programs: Programs) -> None:
    programs.add("tmux", "echo no server running on /tmp/x >&2; exit 1")
    programs.add("kitten", "exit 3")
    programs.add("screen", "exit 0")
    with pytest.raises(UsageError) as raised:
        read_terminal({"TMUX": "x", "KITTY_WINDOW_ID": "1", "WEZTERM_PANE": "1", "STY": "1.x"})
    message = str(raised.value)
    assert "tmux: no server running on /tmp/x; GNU screen: `screen` wrote no hard copy within 1 second; " in message
    assert "kitty: `kitten` ended with exit status 3; WezTerm: `wezterm` is not on the PATH. " in message
    assert "unstuck run -- CMD" in message


def test_without_a_terminal_the_message_names_what_was_looked_for() -> None:
    with pytest.raises(UsageError, match=r"tmux \(\$TMUX\), GNU screen \(\$STY\), zellij .*2>&1 \| unstuck"):
        read_terminal({})


def test_a_terminal_that_does_not_answer_is_given_up(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captured, "SECONDS", 0.2)
    programs.add("wezterm", "exec /bin/sleep 30")
    started = time.monotonic()
    with pytest.raises(UsageError, match="WezTerm: `wezterm` did not answer"):
        read_terminal({"WEZTERM_PANE": "1"})
    assert time.monotonic() - started < 10


def test_a_hard_copy_is_read_once_it_is_whole(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gnu_screen, "_PATIENCE", 5.0)
    programs.add("screen", '( : >"$6"; /bin/sleep 0.1; echo boom >"$6" ) >/dev/null 2>&1 &')
    assert read_terminal({"STY": "1.x"}).text == "boom\n"


@pytest.mark.parametrize("hostile", ["-x", "; rm", "$(id)", "1\n2"])
def test_a_variable_is_no_option_and_no_code(programs: Programs, hostile: str) -> None:
    for name in ("tmux", "kitten", "wezterm"):
        programs.add(name, "echo x; echo boom")
    read_terminal({"TMUX": "x", "TMUX_PANE": hostile})
    read_terminal({"KITTY_WINDOW_ID": hostile})
    read_terminal({"WEZTERM_PANE": hostile})
    assert hostile not in "\n".join(programs.calls)
