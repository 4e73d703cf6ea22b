"""zellij: a dump of the pane."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from unstuck.scrollback.captured import Captured, CaptureError, ask_program, decode


def read(environment: Mapping[str, str]) -> Captured:
    """The pane of `$ZELLIJ_PANE_ID`, on standard output since 0.44; before that, the pane that has the focus, to a
    file: here one in a folder that only the user can enter, removed at once.

    Raises:
        CaptureError: no zellij, or no dump.
    """
    pane = environment.get("ZELLIJ_PANE_ID", "")
    if pane.isdecimal():
        try:
            return Captured("zellij", decode(ask_program(["zellij", *_DUMP, "--pane-id", pane])))
        except CaptureError:
            pass  # an older one, which does not know the option
    with tempfile.TemporaryDirectory(prefix="unstuck-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "dump")
        ask_program(["zellij", *_DUMP, str(path)])
        try:
            return Captured("zellij", decode(path.read_bytes()))
        except OSError:
            raise CaptureError("`zellij` wrote no dump of the pane") from None


_DUMP = ("action", "dump-screen", "--full")
