"""An interactive shell on a pseudo-terminal: what it writes to lines that are typed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time

PATIENCE = 20.0


def typed_into(command: list[str], lines: list[str], env: dict[str, str], prompt: str) -> str:
    """Start a shell, type each line at a prompt of its own, and give all that the shell wrote until it ended."""
    ours, theirs = pty.openpty()
    # What opens a terminal as the first of a session is in control of it; fish insists on that.
    opening = ["sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(theirs), *command]
    with subprocess.Popen(opening, env=env, start_new_session=True) as child:
        written = ""
        for line in (*lines, "exit"):
            written += _until(ours, prompt)
            os.write(ours, f"{line}\n".encode())
        written += _until(ours, None)
        child.kill()
    os.close(theirs)
    os.close(ours)
    return written


def _until(descriptor: int, prompt: str | None, quiet: float = 0.1) -> str:
    """What is written until a prompt is there and nothing follows; without a prompt, until nothing follows."""
    written = ""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if select.select([descriptor], [], [], quiet)[0]:
            written += os.read(descriptor, 65536).decode("utf-8", "replace")
        elif prompt is None or prompt in written:
            break
    return written
