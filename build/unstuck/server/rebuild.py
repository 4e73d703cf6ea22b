"""Builds the site that is served, and rebuilds it when a file changes.

A build is `unstuck build` in a process of its own: what it prints is what the author reads, a broken article leaves
the former site in place, and a build that hangs or dies takes nothing with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from unstuck.server.live import Live

_CONFIGURATION = frozenset({"unstuck.toml", "pyproject.toml"})
_MAX_MESSAGE = 20_000


@dataclass(frozen=True, slots=True)
class Builder:
    """How a site is built: from where, into what, and with which further options of `unstuck build`."""

    start: Path
    kb: Path
    out: Path
    options: tuple[str, ...] = ()

    async def prepare(self) -> Process:
        """A process that is ready to build once."""
        return await asyncio.create_subprocess_exec(
            # -P: do not import from the current folder.
            *(sys.executable, "-P", "-m", "unstuck.cli.spare_build"),
            *("--kb", str(self.kb), "--out", str(self.out), *self.options),
            cwd=self.start,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def build(self, prepared: Process | None = None) -> tuple[bool, str]:
        """Build once: whether it was published, and the messages. A prepared process that has ended is replaced."""
        process = prepared if prepared is not None and prepared.returncode is None else await self.prepare()
        try:
            _, message = await process.communicate(b"\n")
        finally:
            await end(process)
        return process.returncode == 0, message.decode("utf-8", "replace")


async def end(process: Process) -> None:
    """End a process that may have ended."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def watch(
    builder: Builder,
    live: Live,
    folders: tuple[Path, ...],
    refresh: Callable[[], Awaitable[object]],
    say: Callable[[str], None],
) -> None:
    """Build whenever a file in one of the folders, or the configuration next to them, changes. Never returns."""
    from watchfiles import DefaultFilter, awatch

    changed = asyncio.Event()
    ours = (builder.out,)

    async def follow(paths: tuple[Path, ...], wanted: Callable[[str], bool], *, deep: bool) -> None:
        ignore = DefaultFilter(ignore_paths=ours)
        async for _ in awatch(
            *paths, watch_filter=lambda kind, path: wanted(path) and ignore(kind, path), recursive=deep, debounce=200
        ):
            changed.set()

    async def rebuild() -> None:
        prepared = await builder.prepare()
        try:
            while True:
                await changed.wait()
                changed.clear()
                await build_once(builder, prepared, live, refresh, say)
                prepared = await builder.prepare()
        finally:
            await end(prepared)

    async with asyncio.TaskGroup() as group:
        group.create_task(follow(folders, lambda _: True, deep=True))
        group.create_task(follow((builder.start,), lambda path: Path(path).name in _CONFIGURATION, deep=False))
        group.create_task(rebuild())


async def build_once(
    builder: Builder,
    prepared: Process,
    live: Live,
    refresh: Callable[[], Awaitable[object]],
    say: Callable[[str], None],
) -> None:
    """Build, print the messages, and notify the open pages."""
    done, message = await builder.build(prepared)
    say(message.rstrip("\n"))
    if done:
        await refresh()
        live.rebuilt()
    else:
        live.broken(message[:_MAX_MESSAGE])
