"""GNU screen: a hard copy of the window and its scrollback."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from unstuck.scrollback.captured import MAX_BYTES, Captured, CaptureError, ask_program

# A hard copy has the lowest byte of each character. Of those beyond Latin-1, the quotes and dashes that compilers
# write come back as control characters, which a hard copy has none of otherwise.
_LOW_BYTES = str.maketrans("\x10\x11\x12\x13\x14\x18\x19\x1c\x1d", "-----''\"\"")
_PATIENCE = 1.0


def read(environment: Mapping[str, str]) -> Captured:
    """The window `$WINDOW` of the session `$STY`. Screen writes hard copies to a file alone: here one in a folder that
    only the user can enter, removed at once.

    Raises:
        CaptureError: no screen, no such session, or it writes no file.
    """
    window = environment.get("WINDOW", "")
    target = ("-p", window) if window.isdecimal() else ()
    with tempfile.TemporaryDirectory(prefix="unstuck-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "hardcopy")
        ask_program(["screen", "-S", environment["STY"], *target, "-X", "hardcopy", "-h", str(path)])
        return Captured("GNU screen", _text(_written(path)))


def _written(path: Path) -> bytes:
    """The file, once it is whole: screen answers when it has understood a command, which may be before it is done."""
    started = time.monotonic()
    size = -1
    while time.monotonic() - started < _PATIENCE:
        now = path.stat().st_size if path.exists() else -1
        if now == size > 0:
            return path.read_bytes()
        size = now
        time.sleep(0.02)
    raise CaptureError(f"`screen` wrote no hard copy within {_PATIENCE:.0f} second")


def _text(data: bytes) -> str:
    data = data[-MAX_BYTES:]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.translate(_LOW_BYTES).replace(os.linesep, "\n")
