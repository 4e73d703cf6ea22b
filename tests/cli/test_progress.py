"""Progress bars: only where a terminal looks on, and only on what takes long."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys

import pytest

SLOW = """
import time
from unstuck.cli.progress import bar
from unstuck.progress import watched
with bar(quiet={quiet}) as watch:
    for _ in watched(range({steps}), watch, "Making pages", {steps}):
        time.sleep({each})
    watch("Indexing", 0, 0)
    time.sleep({each})
print("done", flush=True)
"""


def seen_in_a_terminal(code: str) -> str:
    """What a program writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ):
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # the other side has closed it
            while part := os.read(ours, 65_536):
                seen += part
    os.close(ours)
    return seen.decode()


def test_long_work_says_what_it_does_how_far_it_is_and_how_fast() -> None:
    seen = seen_in_a_terminal(SLOW.format(quiet=False, steps=40, each=0.03))
    assert "Making pages" in seen
    assert "/40" in seen
    assert "/s" in seen
    assert "Indexing" in seen


@pytest.mark.parametrize(("quiet", "each"), [(True, 0.03), (False, 0.001)])
def test_who_wants_quiet_and_what_is_quick_see_no_bar(quiet: bool, each: float) -> None:
    assert seen_in_a_terminal(SLOW.format(quiet=quiet, steps=40, each=each)).split() == ["done"]


def test_where_no_terminal_looks_on_nothing_is_written() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW.format(quiet=False, steps=40, each=0.03)], capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"done\n", b"")
