"""A bound on the time one article may take: markdown-it-py is quadratic on some input."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 5.0


class TooSlow(Exception):  # noqa: N818  (a fact about the input, not internal error)
    """The work did not end in time."""


@contextmanager
def deadline(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `TooSlow` in the body after this long. Without effect off the main thread and where no timer exists."""
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or signal.getitimer(signal.ITIMER_REAL)[0] > 0:
        yield  # no timer here, or an outer deadline runs already
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
