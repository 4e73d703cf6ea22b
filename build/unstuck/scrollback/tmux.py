"""tmux: the pane's history and screen, with wrapped lines joined."""

from __future__ import annotations

from collections.abc import Mapping

from unstuck.scrollback.captured import MAX_LINES, Captured, ask_program, decode


def read(environment: Mapping[str, str]) -> Captured:
    """The pane of `$TMUX_PANE`, and its device: tmux may be around another terminal that inherited its environment.

    `-J` joins lines that tmux wrapped. No `-e`: tmux keeps colours only, not the marks that a shell makes.

    Raises:
        CaptureError: no tmux, or no such pane.
    """
    pane = environment.get("TMUX_PANE", "")
    target = ("-t", pane) if pane.startswith("%") else ()
    # Two commands of one process: `;` separates them.
    device = ("display-message", "-p", *target, "#{pane_tty}")
    data = ask_program(["tmux", *device, ";", "capture-pane", "-p", "-J", *target, "-S", f"-{MAX_LINES}"])
    tty, _, text = data.partition(b"\n")
    return Captured("tmux", decode(text), tty.decode("utf-8", "replace"))
