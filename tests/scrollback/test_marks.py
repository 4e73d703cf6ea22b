"""Outputs are found by OSC 133 marks where a text has them."""

from __future__ import annotations

import pytest

from unstuck.scrollback.last_output import last_output
from unstuck.scrollback.typed import Hook

NO_HOOK = Hook()


def mark(kind: str, end: str = "\x07") -> str:
    return f"\x1b]133;{kind}{end}"


def command(typed: str, output: str, status: int = 0, prompt: str = "$ ") -> str:
    """A prompt, a command and its output as a shell with all marks writes them."""
    return f"{mark('A')}{prompt}{mark('B')}{typed}\n{mark('C')}{output}{mark(f'D;{status}')}"


OURS = f"{mark('A')}$ {mark('B')}unstuck last\n{mark('C')}"


def test_the_output_between_marks_is_exact_whatever_it_looks_like() -> None:
    text = command("ls", "old\n") + command("make all", "$ unstuck last\n$ cc x.c\nboom\n", 2) + OURS
    output = last_output(text, NO_HOOK)
    assert (output.text, output.command, output.is_whole) == ("$ unstuck last\n$ cc x.c\nboom\n", "make all", True)


@pytest.mark.parametrize("end", ["\x07", "\x1b\\"])
def test_marks_without_an_end_of_the_typed_text_are_enough(end: str) -> None:
    """kitty gives back A, A;k=s and C, each at the begin of a line."""
    a, c = mark("A", end), mark("C", end)
    text = f"{a}me@box \x1b[1m$\x1b[m for i in 1\n{mark('A;k=s', end)}> do\n{c}boom\n{a}me@box $ unstuck last\n{c}"
    output = last_output(text, NO_HOOK)
    assert (output.text, output.command, output.is_whole) == ("boom\n", "for i in 1", True)


def test_our_own_answers_are_known_without_an_end_of_the_typed_text() -> None:
    prompt, c = f"{mark('A')}~/unstuck $ ", mark("C")
    text = f"{prompt}make all\n{c}boom\n{prompt}unstuck last\n{c}No article\n{prompt}unstuck last\n{c}"
    output = last_output(text, NO_HOOK)
    assert (output.text, output.command) == ("boom\n", "make all")


def test_a_command_of_several_lines_is_named_by_its_first() -> None:
    output = last_output(command("for i in 1\n> do make\n> done", "boom\n", 2) + OURS, NO_HOOK)
    assert (output.text, output.command) == ("boom\n", "for i in 1")


def test_our_own_answers_are_passed_over_with_their_marks() -> None:
    text = command("make", "boom\n", 2) + command("unstuck last", "No article\n", 1) + OURS
    assert last_output(text, NO_HOOK).text == "boom\n"


def test_what_runs_before_us_on_the_same_line_has_no_end_yet() -> None:
    text = command("ls", "old\n") + f"{mark('A')}$ {mark('B')}make; unstuck last\n{mark('C')}boom\n"
    output = last_output(text, NO_HOOK)
    assert (output.text, output.is_same_line) == ("boom\n", True)


def test_a_shell_without_marks_inside_one_with_marks_is_read_by_its_prompts() -> None:
    text = command("ls", "old\n") + f"{mark('A')}$ {mark('B')}sh\n{mark('C')}# make\nboom\n# unstuck last\n"
    output = last_output(text, NO_HOOK)
    assert (output.text, output.command) == ("boom", "make")


def test_marks_of_an_empty_screen_hold_nothing() -> None:
    assert last_output(OURS, NO_HOOK).text == ""


def test_a_silent_last_command_is_not_replaced_by_an_older_one() -> None:
    output = last_output(command("make", "boom\n", 2) + command("cd /srv", "") + OURS, NO_HOOK)
    assert (output.text, output.command) == ("", "cd /srv")
