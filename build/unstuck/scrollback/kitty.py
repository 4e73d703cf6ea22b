"""kitty: by remote control, with the marks of shell integration where they were made."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from unstuck.scrollback.captured import Captured, ask_program, decode


def read(environment: Mapping[str, str]) -> Captured:
    """The window of `$KITTY_WINDOW_ID`; `allow_remote_control` in kitty.conf must allow it.

    `--ansi` gives the marks of prompts and outputs back. The extents `last_cmd_output` and `last_non_empty_output` are
    cut by the same marks, but the last command is `unstuck last` itself, which has no output yet, and the last output
    that is not empty is an older answer of ours when one asks twice, or an older command's where the last was silent.

    Raises:
        CaptureError: kitty refuses remote control, or has no such window.
    """
    window = environment["KITTY_WINDOW_ID"]
    program = "kitten" if shutil.which("kitten") else "kitty"  # kittens have a program of their own since 0.27
    target = ("--match", f"id:{window}") if window.isdecimal() else ("--self",)
    return Captured("kitty", decode(ask_program([program, "@", "get-text", *target, "--extent", "all", "--ansi"])))
