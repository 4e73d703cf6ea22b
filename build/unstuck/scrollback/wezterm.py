"""WezTerm: its command line."""

from __future__ import annotations

from collections.abc import Mapping

from unstuck.scrollback.captured import MAX_LINES, Captured, ask_program, decode


def read(environment: Mapping[str, str]) -> Captured:
    """The pane of `$WEZTERM_PANE`; negative numbers of lines go back into the scrollback. The marks that WezTerm knows
    are in none of what its command line gives.

    Raises:
        CaptureError: no such pane, or a WezTerm older than 20230320, which cannot give text.
    """
    pane = environment["WEZTERM_PANE"]
    target = ("--pane-id", pane) if pane.isdecimal() else ()
    return Captured(
        "WezTerm", decode(ask_program(["wezterm", "cli", "get-text", *target, "--start-line", f"-{MAX_LINES}"]))
    )
