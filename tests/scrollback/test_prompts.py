"""The last command's output is found by the looks of the lines."""

from __future__ import annotations

import time

import pytest

from unstuck.scrollback.last_output import last_output
from unstuck.scrollback.prompts import TAIL_LINES
from unstuck.scrollback.typed import Hook

NO_HOOK = Hook()


def screen(*lines: str) -> str:
    return "\n".join((*lines, "", ""))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("me@box:~/src$ ", "me@box:~/src$ "),
        ("$ ", "$ "),
        ("", ""),
        ("me@box:~$ ", "me@box:~/src/deep-er$ "),
        ("[12:30:01] me ❯ ", "[12:31:55] me ❯ "),
        ("~/src (main) 0 % ", "~/src (fix/last-1) 127 % "),
        ("PS C:\\Users\\me> ", "PS C:\\Users\\me\\src> "),
    ],
)
def test_the_line_above_with_the_same_prompt_or_one_of_its_shape_is_the_last_command(before: str, now: str) -> None:
    text = screen("older: broken", f"{before}make all", "cc x.c", "make: *** [all] Error 1", f"{now}unstuck last")
    output = last_output(text, Hook("make all") if not now else NO_HOOK)
    if now:
        assert (output.text, output.command) == ("cc x.c\nmake: *** [all] Error 1", "make all")
        assert output.is_whole


def test_without_a_prompt_the_command_that_the_hook_knows_is_a_line_of_its_own() -> None:
    output = last_output(screen("old", "> make all", "boom", "unstuck last"), Hook("make all"))
    assert (output.text, output.is_whole) == ("boom", True)


def test_the_hook_finds_a_command_below_a_prompt_of_another_shape() -> None:
    text = screen("old", "~/src on main took 3s $ make all", "boom", "~ $ unstuck last")
    assert not last_output(text, NO_HOOK).is_whole
    output = last_output(text, Hook("make all"))
    assert (output.text, output.command) == ("boom", "make all")


def test_output_that_looks_like_a_short_prompt_does_not_end_the_search_where_the_hook_knows_the_command() -> None:
    text = screen("# ./install", "# Usage", "boom", "# Help", "# unstuck last")
    assert last_output(text, Hook("./install")).text == "# Usage\nboom\n# Help"


def test_a_newer_command_on_the_screen_counts_more_than_an_older_one_of_the_history() -> None:
    """`HISTCONTROL=ignorespace` leaves commands out of the history."""
    text = screen("me@box$ git push", "rejected", "me@box$  make all", "boom", "me@box$ unstuck last")
    assert last_output(text, Hook("git push")).text == "boom"


def test_of_two_equal_commands_the_lower_one_counts() -> None:
    text = screen("me@box$ make", "first", "me@box$ make", "second", "me@box$ unstuck last")
    assert last_output(text, Hook("make")).text == "second"
    assert last_output(text, NO_HOOK).text == "second"


def test_empty_prompts_and_our_own_answers_are_passed_over() -> None:
    text = screen(
        *("me@box$ make", "boom", "me@box$", "me@box$ unstuck last --format json", '{"verdict": "match"}'),
        *("me@box$ unstuck show TOOL_FILE_001", "The tool", "me@box$", "me@box$ unstuck last"),
    )
    for hook in (NO_HOOK, Hook("make", 2)):
        assert last_output(text, hook).text == "boom"


@pytest.mark.parametrize("line", ["make 2>&1 | unstuck match", "make; unstuck last", "unstuck last && make"])
def test_another_command_on_a_line_with_ours_is_not_passed_over(line: str) -> None:
    text = screen("me@box$ ls", "old", f"me@box$ {line}", "boom", "me@box$ unstuck last")
    assert last_output(text, NO_HOOK).text == "boom"


def test_what_was_run_on_the_same_line_is_below_it() -> None:
    output = last_output(screen("me@box$ ls", "old", "me@box$ make || unstuck last", "boom"), NO_HOOK)
    assert (output.text, output.is_same_line) == ("boom", True)


def test_a_command_that_wrote_nothing_has_no_output() -> None:
    output = last_output(screen("me@box$ make", "boom", "me@box$ cd /srv", "me@box$ unstuck last"), NO_HOOK)
    assert (output.text, output.command) == ("", "cd /srv")


def test_behind_an_alias_the_end_of_the_text_is_the_end_of_the_output() -> None:
    output = last_output(screen("me@box$ make all", "boom", "me@box$ ul"), Hook("make all"))
    assert output.text == "boom\nme@box$ ul"


def test_behind_an_alias_the_prompt_of_an_earlier_call_is_known() -> None:
    text = screen("me@box$ unstuck last", "an answer", "me@box$ make all", "boom", "me@box$ ul")
    assert last_output(text, NO_HOOK).text == "boom"


def test_lines_that_a_terminal_wrapped_are_one_command() -> None:
    command = "make --directory=build all install"
    text = screen("old", "me@box$ make --direct", "ory=build all install", "boom", "me@box$ unstuck last")
    assert last_output(text, Hook(command)).text == "boom"
    # tmux joins what it wrapped itself, not what a shell wrapped: other lines are longer, and a space is lost.
    text = screen("old " * 20, "~/src me@box$ make --directory=build", "all install", "boom", "me@box$ unstuck last")
    assert last_output(text, Hook(command)).text == "boom"
    narrow = screen("me@box:~/src$ make all", "boom", "me@box:~/src$ unstuck l", "ast --format text")
    assert last_output(narrow, NO_HOOK).text == "boom"


def test_the_lines_of_a_command_of_several_are_not_its_output() -> None:
    text = screen("me@box$ for i in 1 2", "> do mytool $i", "> done", "boom", "me@box$ unstuck last")
    assert last_output(text, Hook("for i in 1 2\ndo mytool $i\ndone")).text == "boom"


def test_what_a_shell_shows_at_the_right_edge_is_not_typed() -> None:
    text = screen("me@box % make all                  12:30", "boom", "me@box % unstuck last          12:31")
    for hook in (NO_HOOK, Hook("make all")):
        output = last_output(text, hook)
        assert (output.text, output.command) == ("boom", "make all")


def test_what_is_at_the_right_edge_does_not_hide_the_command_that_the_hook_knows() -> None:
    text = screen("old", "~/src on main % make all                  12:30", "boom", "~ % unstuck last")
    assert last_output(text, Hook("make all")).text == "boom"


def test_where_no_prompt_is_found_the_last_lines_are_looked_at() -> None:
    lines = [f"line {number}" for number in range(500)]
    output = last_output(screen(*lines, "me@box$ unstuck last"), NO_HOOK)
    assert output.text.split("\n") == lines[-TAIL_LINES:]
    assert not output.is_whole


def test_control_sequences_hide_no_prompt() -> None:
    text = screen("\x1b[1mme@box$\x1b[0m make", "\x1b[31mboom\x1b[0m", "\x1b[1mme@box$\x1b[0m unstuck last")
    assert last_output(text, NO_HOOK).text == "boom"


@pytest.mark.parametrize("text", ["", "\n\n", "unstuck last", "\x1b]133;", "\x1b]133;C\x07", "$ unstuck last\n"])
def test_where_there_is_nothing_there_is_no_output(text: str) -> None:
    assert last_output(text, Hook("make", 1)).text.strip() in ("", "\x1b]133;")


@pytest.mark.parametrize(
    "line", ["me@box$ unstuck last", "$" * 3000, "me@box$ " * 400, "\x1b]133;C\x07\x1b]133;A\x07", "a" * 3000]
)
def test_hostile_text_takes_bounded_time(line: str) -> None:
    started = time.perf_counter()
    last_output(f"{line}\n" * 5000 + "me@box$ unstuck last", Hook("a" * 2000, 1))
    assert time.perf_counter() - started < 5
