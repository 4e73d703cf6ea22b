"""Load on the HTTP API beside a plain Starlette hello-world, in the same run on the same machine.

    python bench/serve.py [SECONDS] [CONNECTIONS]

The load generator keeps CONNECTIONS keep-alive connections busy over raw asyncio streams, so that it costs little
beside what it measures. Every server is one process of `unstuck.server.run`, with the same protocol and limits.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from unstuck.lookup.knowledge_base import open_knowledge_base
from unstuck.server.app import Settings, make_app
from unstuck.server.run import listen, serve

ROOT = Path(__file__).parent.parent
LOG = ROOT / "kb/containers/CROSS_DOCKER_001.hit.log"


def hello() -> ASGIApp:
    """The least that Starlette can do."""

    async def home(_: Request) -> PlainTextResponse:
        return PlainTextResponse("hello, world")

    return Starlette(routes=[Route("/", home)])


def ours(cache: str) -> ASGIApp:
    """The whole application over the starter KB; its site is README and the like, which will do for one file."""
    return make_app(Settings(open_knowledge_base(ROOT, cache=cache), ROOT / "docs"))


def request(path: str, body: bytes = b"") -> bytes:
    head = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: localhost\r\n"
    if body:
        head += f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


async def ask(port: int, data: bytes, until: float, took: list[float], refused: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(data)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        (took if head.startswith(b"HTTP/1.1 200") else refused).append(time.perf_counter() - began)
    writer.close()


async def load(port: int, data: bytes, seconds: float, connections: int) -> tuple[float, float, float, int]:
    """MatchIndex a second, median and 99th percentile in ms, and how many were refused."""
    took: list[float] = []
    refused: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(port, data, until, took, refused) for _ in range(connections)))
    took.sort()
    return len(took) / seconds, took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000, len(refused)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 16
    error = LOG.read_bytes()
    line = b"exec /usr/local/bin/run.sh: exec format error\n"
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as cache:
        ours(cache)  # the indexes are made before anything is timed
        print(f"{connections} connections, {seconds:g} s each, one process\n")
        print(f"{'':34}{'answers/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'refused':>9}")
        for name, make, data in (
            ("plain Starlette hello-world", hello, request("/")),
            ("GET /healthz", partial(ours, cache), request("/healthz")),
            ("GET /manual.md (a file, 20 kB)", partial(ours, cache), request("/manual.md")),
            ("GET /api/v1/articles/…", partial(ours, cache), request("/api/v1/articles/CROSS_DOCKER_001")),
            ("GET /api/v1/search?q=exec+format", partial(ours, cache), request("/api/v1/search?q=exec+format")),
            ("POST /api/v1/match, one line", partial(ours, cache), request("/api/v1/match", line)),
            (
                f"POST /api/v1/match, {len(error) / 1000:.1f} kB log",
                partial(ours, cache),
                request("/api/v1/match", error),
            ),
        ):
            with listen("127.0.0.1", 0) as listener:
                process = context.Process(target=serve, args=(make, listener))
                process.start()
                port = listener.getsockname()[1]
                asyncio.run(load(port, data, 0.5, 2))
                rate, middle, late, refused = asyncio.run(load(port, data, seconds, connections))
                process.kill()
                process.join()
            print(f"{name:34}{rate:10.0f}{middle:9.2f}{late:9.2f}{refused:9d}")


if __name__ == "__main__":
    main()
