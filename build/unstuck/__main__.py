"""`python -m unstuck` and the `unstuck` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave by the ordinary way, so that half-written folders are removed."""
    sys.exit(128 + number)


def main() -> None:
    """Run the command line. No traceback reaches a user; a closed pipe ends quietly."""
    # What is made here mostly lives until the end, and a collection would walk all of it again and again.
    gc.set_threshold(100_000, 50, 100)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)
    try:
        from unstuck.cli import run

        status = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        # What we wrote to has gone away; point stdout elsewhere so that the interpreter's own flush is quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        sys.stderr.write(f"unstuck: cannot write the output: {error.strerror or error}\n")
        os._exit(3)
    sys.exit(status)


if __name__ == "__main__":
    main()
