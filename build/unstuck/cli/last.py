"""`unstuck last`: the fix for what the last command wrote, without running it again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from unstuck.cli.answering import answer_text
from unstuck.cli.options import cache_option, kbs_option, offline_option, read_input, say, warn
from unstuck.cli.progress import bar
from unstuck.errors import UsageError

if TYPE_CHECKING:
    from unstuck.scrollback.typed import Hook, LastOutput

_COMMAND_SHOWN = 60


@click.command("last")
@kbs_option()
@offline_option()
@click.option(
    "--screen",
    envvar="UNSTUCK_SCREEN",
    metavar="FILE|-",
    help="Take the terminal's text from a file, oldest line first, instead of asking the terminal.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@cache_option()
def command(kb: tuple[str, ...], offline: bool, screen: str | None, form: str, cache: str | None) -> int:
    """Show the article for what the last command wrote, without running it again.

    The text is that of FILE, else of the first of these that is there: tmux, GNU screen, zellij, kitty (with
    allow_remote_control), WezTerm. `unstuck hook shell` makes it exact where prompts vary.

    What is looked at is said on standard error. Exit status: 0 found (a match, or a most likely article), 1 not,
    2 nothing to read, or an error.
    """
    from unstuck.remote.answer_sources import open_sources
    from unstuck.scrollback.captured import Captured, decode
    from unstuck.scrollback.last_output import last_output
    from unstuck.scrollback.terminals import CURE, own_tty, read_terminal

    # Read before anything is written: what we say would be on the screen too.
    if screen:
        captured = Captured("standard input" if screen == "-" else screen, decode(read_input(screen)))
    else:
        captured = read_terminal(os.environ, own_tty())
    hook = _hook()
    output = last_output(captured.text, hook)
    if not output.text.strip():
        wrote = f"`{_shown(output.command)}` wrote nothing that" if output.command else "no output of a command"
        raise UsageError(f"{captured.source}: {wrote} is still on the screen. {CURE}")
    say(_looked_at(captured.source, output, hook))
    with bar() as watch:
        sources = open_sources(kb, cache, offline=offline, warn=warn, watch=watch)
    return answer_text(output.text, sources, form)


def _hook() -> Hook:
    """What the shell's hook hands over. It sets these variables for this one process, nothing else ever sees them."""
    from unstuck.scrollback.typed import Hook

    status = os.environ.get("UNSTUCK_LAST_STATUS", "")
    known = status.isascii() and status.isdecimal() and len(status) < 10
    return Hook(os.environ.get("UNSTUCK_LAST_COMMAND", "").strip(), int(status) if known else None)


def _looked_at(source: str, output: LastOutput, hook: Hook) -> str:
    """What the answer is about, in a line: an answer to another text than one expects is then no riddle."""
    from unstuck.wording import counted

    lines = counted(len(output.text.strip().split("\n")), "line")
    if not output.is_whole:
        hint = "" if hook.status is not None else "; `unstuck hook shell` helps to find it"
        return f"{source}: the last {lines}. Where the last command's output begins was not found{hint}."
    if output.is_same_line:
        return f"{source}: {lines} from the line of `unstuck last` itself."
    name = f"`{_shown(output.command)}`" if output.command else "the last command"
    if hook.status is None:
        return f"{source}: {name} wrote {lines}."
    if hook.status == 0:
        return f"{source}: {name} succeeded (exit status 0), and wrote {lines}."
    return f"{source}: {name} failed (exit status {hook.status}), and wrote {lines}."


def _shown(command: str) -> str:
    first = command.partition("\n")[0]
    return first if len(first) <= _COMMAND_SHOWN else f"{first[:_COMMAND_SHOWN]}…"
