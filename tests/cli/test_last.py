"""`unstuck last`: what the last command wrote, to its article."""

from __future__ import annotations

import json

import pytest

from driver import Project, Ran

ERROR = "mytool: cannot open /srv/app/x.conf: no such file"
SCREEN = f"me@box$ ls\nold\nme@box$ make all\nworking\n{ERROR}\nme@box$ unstuck last\n"
# What tells a terminal, or a hook of the shell that these tests run in.
VARIABLES = (
    *("TMUX", "STY", "ZELLIJ", "KITTY_WINDOW_ID", "WEZTERM_PANE"),
    *("UNSTUCK_SCREEN", "UNSTUCK_LAST_STATUS", "UNSTUCK_LAST_COMMAND"),
)
NOTHING = dict.fromkeys(VARIABLES, "")


def last(project: Project, *arguments: str, stdin: str = SCREEN, **env: str) -> Ran:
    return project.run("last", *arguments, stdin=stdin, **{**NOTHING, **env})


def test_the_last_commands_output_finds_its_article(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = last(project, "--screen", "-")
    assert ran.status == 0
    assert ran.out.startswith("Found it.")
    assert "Line 2 is this error with its values filled in." in ran.out
    assert ran.err == "standard input: `make all` wrote 2 lines.\n"


def test_json_is_that_of_match(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = last(project, "--screen", "-", "--format", "json")
    assert json.loads(ran.out) == json.loads(project.run("match", "--format", "json", stdin=f"working\n{ERROR}").out)


def test_only_the_last_commands_output_is_looked_at(project: Project) -> None:
    project.article("TOOL_FILE_001")
    screen = f"me@box$ make\n{ERROR}\nme@box$ ls\nall is well\nme@box$ unstuck last\n"
    ran = last(project, "--screen", "-", stdin=screen)
    assert (ran.status, ran.out.splitlines()[0]) == (1, "No article for this.")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("2", "`make all` failed (exit status 2), and wrote 2 lines."),
        ("0", "`make all` succeeded (exit status 0), and wrote 2 lines."),
        ("", "`make all` wrote 2 lines."),
        ("x", "`make all` wrote 2 lines."),
        ("٣", "`make all` wrote 2 lines."),
    ],
)
def test_the_exit_status_that_the_hook_knows_is_said_and_success_is_matched_too(
    project: Project, status: str, said: str
) -> None:
    project.article("TOOL_FILE_001")
    ran = last(project, "--screen", "-", UNSTUCK_LAST_STATUS=status, UNSTUCK_LAST_COMMAND="make all")
    assert (ran.status, ran.err) == (0, f"standard input: {said}\n")


def test_what_was_looked_at_is_said_where_the_begin_is_not_known(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = last(project, "--screen", "-", stdin=f"x\n{ERROR}\nme@box$ unstuck last")
    assert ran.status == 0
    assert "the last 2 lines. Where the last command's output begins was not found; `unstuck hook shell`" in ran.err


def test_what_ran_on_the_same_line_is_said_to_be_that(project: Project) -> None:
    project.article("TOOL_FILE_001")
    ran = last(project, "--screen", "-", stdin=f"me@box$ make; unstuck last\n{ERROR}\n", UNSTUCK_LAST_STATUS="0")
    assert (ran.status, ran.err) == (0, "standard input: 1 line from the line of `unstuck last` itself.\n")


def test_a_file_can_be_named_in_the_environment(project: Project) -> None:
    project.article("TOOL_FILE_001")
    path = project.write("screen.txt", SCREEN)
    assert last(project, UNSTUCK_SCREEN=str(path)).err == f"{path}: `make all` wrote 2 lines.\n"
    ran = last(project, UNSTUCK_SCREEN="missing.txt")
    assert (ran.status, ran.err) == (2, "unstuck: missing.txt: No such file or directory\n")


def test_where_there_is_no_terminal_to_read_the_cure_is_named(project: Project) -> None:
    ran = last(project)
    assert (ran.status, ran.out) == (2, "")
    for part in ("tmux ($TMUX)", "WezTerm ($WEZTERM_PANE)", "`unstuck run -- CMD`", "`CMD 2>&1 | unstuck`"):
        assert part in ran.err


@pytest.mark.parametrize(
    ("screen", "said"),
    [
        (
            "me@box$ ls\nold\nme@box$ cd /srv\nme@box$ unstuck last\n",
            "`cd /srv` wrote nothing that is still on the screen.",
        ),
        ("me@box$ unstuck last\n", "no output of a command is still on the screen."),
        ("", "no output of a command is still on the screen."),
    ],
)
def test_where_nothing_was_written_the_cure_is_named(project: Project, screen: str, said: str) -> None:
    ran = last(project, "--screen", "-", stdin=screen)
    assert ran.status == 2
    assert said in ran.err
    assert "unstuck run -- CMD" in ran.err


def test_nothing_of_the_screen_reaches_the_terminal_as_a_control_sequence(project: Project) -> None:
    project.article("TOOL_FILE_001")
    typed = "make \x1b]0;title\x07\x9b31m\u202e" + "x" * 300
    screen = f"me@box$ ls\nold\nme@box$ {typed}\n\x1b[2J{ERROR}\nme@box$ unstuck last\n"
    for env in ({}, {"UNSTUCK_LAST_COMMAND": typed}):
        ran = last(project, "--screen", "-", stdin=screen, **env)
        assert ran.status == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)
        assert len(ran.err) < 200


def test_what_finds_nothing_is_kept_as_a_gap_once_the_user_said_so(project: Project) -> None:
    project.article("TOOL_FILE_001")
    state = str(project.folder / "state")
    project.run("gaps", "on", XDG_STATE_HOME=state)
    screen = "me@box$ make\nothertool: error: broken pipe\nme@box$ unstuck last\n"
    assert last(project, "--screen", "-", stdin=screen, XDG_STATE_HOME=state).status == 1
    assert "broken pipe" in project.run("gaps", XDG_STATE_HOME=state).out
