"""A few threads for work that keeps a processor busy, and a bounded queue before them.

Raises `PoolFullError` when the queue is full, so that a flood of requests costs no memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

WAITING = 64


class PoolFullError(Exception):
    """All threads are at work and the queue is full. `seconds` is when to come back."""

    seconds = 1


class WorkerPool:
    """Runs functions in its own threads, at most `threads` at a time with `waiting` more in line."""

    def __init__(self, threads: int | None = None, waiting: int = WAITING) -> None:
        count = threads or min(4, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="unstuck")
        self._room = count + waiting
        self._inside = 0

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns.

        Raises:
            PoolFullError: the queue is full.
        """
        if self._inside >= self._room:
            raise PoolFullError
        self._inside += 1
        future = self._pool.submit(work, *args, **kwargs)
        # Counted until the thread is done with it: who asked may have gone away long before.
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: _call(loop, self._leave))
        return await asyncio.wrap_future(future)

    def _leave(self) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Take no more work and drop what waits."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _call(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has closed: nobody counts any more
        loop.call_soon_threadsafe(what)
