"""The terminals whose text can be read, in the order they are asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple

from unstuck.errors import UsageError
from unstuck.scrollback import gnu_screen, kitty, tmux, wezterm, zellij
from unstuck.scrollback.captured import Captured, CaptureError


class Terminal(NamedTuple):
    """A terminal: its name, the variable that it sets for the programs in it, and what reads its text."""

    name: str
    variable: str
    read: Callable[[Mapping[str, str]], Captured]


# What runs in a terminal's window comes before it: inside tmux in kitty, both variables are set, and tmux has the text.
TERMINALS = (
    Terminal("tmux", "TMUX", tmux.read),
    Terminal("GNU screen", "STY", gnu_screen.read),
    Terminal("zellij", "ZELLIJ", zellij.read),
    Terminal("kitty", "KITTY_WINDOW_ID", kitty.read),
    Terminal("WezTerm", "WEZTERM_PANE", wezterm.read),
)
CURE = "Or run the command with `unstuck run -- CMD`, or pipe it: `CMD 2>&1 | unstuck`"


def read_terminal(environment: Mapping[str, str], tty: str = "") -> Captured:
    """The text of the first terminal that is there and can be read.

    `tty` is this program's own terminal device. A terminal that says it has another one is asked last: a window that
    was opened from within tmux inherits its variables, and is still not in it.

    Raises:
        UsageError: no terminal is there, or none can be read: each with its reason.
    """
    reasons, around = [], []
    for terminal in TERMINALS:
        if not environment.get(terminal.variable):
            continue
        try:
            captured = terminal.read(environment)
        except CaptureError as error:
            reasons.append(f"{terminal.name}: {error}")
            continue
        if tty and captured.tty and captured.tty != tty:
            around.append(captured)
            continue
        return captured
    if around:
        return around[0]
    if reasons:
        raise UsageError(f"cannot read the terminal: {'; '.join(reasons)}. {CURE}")
    looked = ", ".join(f"{terminal.name} (${terminal.variable})" for terminal in TERMINALS)
    raise UsageError(
        f"no terminal whose text can be read: looked for {looked}. Work inside one of these, then `unstuck last` "
        f"finds what the last command wrote. {CURE}"
    )


def own_tty() -> str:
    """The device of the terminal that this program runs in; empty where it has none."""
    for descriptor in (0, 1, 2):
        try:
            return os.ttyname(descriptor)
        except (OSError, AttributeError):  # not a terminal; not on this system
            continue
    return ""
