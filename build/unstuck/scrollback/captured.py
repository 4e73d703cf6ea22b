"""What a terminal shows, as text, and how the programs are asked that know it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

# Lines of scrollback that are asked for, and bytes that are looked at: an error is near the end of what failed.
MAX_LINES = 5_000
MAX_BYTES = 4 * 1024 * 1024
SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Captured:
    """The text of a terminal's screen and scrollback, oldest line first; control sequences may be left in it.

    `tty` is the device of the programs that write there, where the terminal says it.
    """

    source: str
    text: str
    tty: str = ""


class CaptureError(Exception):
    """A terminal that is there cannot be read; the message says why, on one line."""


def ask_program(arguments: Sequence[str]) -> bytes:
    """What a program writes to standard output; the first argument is its name. No shell reads any of it.

    Raises:
        CaptureError: it is not installed, fails, or takes longer than `SECONDS`.
    """
    name = arguments[0]
    program = shutil.which(name)
    if program is None:
        raise CaptureError(f"`{name}` is not on the PATH")
    try:
        done = subprocess.run(  # noqa: S603  (a fixed list of arguments)
            [program, *arguments[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise CaptureError(f"`{name}` did not answer within {SECONDS:.0f} seconds") from None
    except OSError as error:
        raise CaptureError(f"`{name}`: {error.strerror}") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).decode("utf-8", "replace").splitlines()
        raise CaptureError(said[-1].strip() if said else f"`{name}` ended with exit status {done.returncode}")
    return done.stdout


def decode(data: bytes) -> str:
    """The last `MAX_BYTES` of a capture as text."""
    return data[-MAX_BYTES:].decode("utf-8", "replace").replace("\r\n", "\n")
