"""Work that nobody waits for any more is not begun."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request
from starlette.types import Message

from unstuck.server.api import unless_gone
from unstuck.server.problems import ProblemError
from unstuck.server.worker_pool import WorkerPool


def request_that(*messages: str, then: asyncio.Event) -> Request:
    """A request that receives some messages, and no more before an event is set."""
    left = list(messages)

    async def receive() -> Message:
        if not left:
            await then.wait()
        return {"type": left.pop(0) if left else "http.disconnect"}

    return Request({"type": "http", "method": "GET", "headers": []}, receive)


def test_who_has_gone_is_not_worked_for_and_who_waits_is() -> None:
    async def scenario() -> list[str]:
        never = asyncio.Event()
        pool = WorkerPool(threads=1, waiting=3)
        free, ran = threading.Event(), list[str]()
        busy = asyncio.ensure_future(pool.run(free.wait, 10))
        await asyncio.sleep(0.05)
        waits = asyncio.ensure_future(
            unless_gone(request_that("http.request", then=never), pool.run(ran.append, "one"))
        )
        with pytest.raises(ProblemError, match="Nobody waits"):
            await unless_gone(
                request_that("http.request", "http.disconnect", then=never), pool.run(ran.append, "other")
            )
        await asyncio.sleep(0.05)  # what is given up is taken from the line in the loop's next turn
        free.set()
        await busy
        await waits
        await asyncio.sleep(0.05)
        # The places of all three are free again.
        for number in range(4):
            await pool.run(ran.append, str(number))
        pool.close()
        return ran

    with ThreadPoolExecutor(1) as own:  # this thread may have a loop that runs
        assert own.submit(asyncio.run, scenario()).result() == ["one", "0", "1", "2", "3"]
