"""Live reload: a page learns over server-sent events that the site was rebuilt, or what keeps it from being.

The built site is not changed: the script, its style and the one connection that the page's policy then allows are put
in as a page is sent.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from unstuck.server.request_body import busy

MAX_LISTENERS = 64
_HEARTBEAT = 15.0
_HERE = Path(__file__).parent
_CLOSED = b"connect-src 'none'"
_OPEN = b"connect-src 'self'"


class Live:
    """What pages receive. `build` names the site that is shown, `findings` what keeps a newer one from it."""

    def __init__(self, findings: str = "") -> None:
        self.build = str(time.time_ns())
        self.findings = findings
        self._changed = asyncio.Event()
        self._closed = False
        self._listeners = 0

    def rebuilt(self) -> None:
        """Notify all open pages of a newer site."""
        self.build, self.findings = str(time.time_ns()), ""
        self._wake()

    def broken(self, findings: str) -> None:
        """Notify all open pages why there is none."""
        self.findings = findings
        self._wake()

    def close(self) -> None:
        """End all connections, so that the server can stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def routes(self) -> list[BaseRoute]:
        """What pages ask for; the names cannot meet a file of the site, which has none with a hyphen alone."""
        return [
            Route("/-/live", self.listen),
            Route("/-/live.js", _file("live.js", "text/javascript; charset=utf-8")),
            Route("/-/live.css", _file("live.css", "text/css; charset=utf-8")),
        ]

    async def listen(self, request: Request) -> Response:  # noqa: ARG002  (the framework's signature)
        """A stream of states: now, and whenever it changes."""
        if self._listeners >= MAX_LISTENERS or self._closed:
            raise busy(5)
        return StreamingResponse(self._events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _events(self) -> AsyncIterator[bytes]:
        self._listeners += 1
        try:
            while not self._closed:
                changed = self._changed
                yield f"data: {json.dumps({'build': self.build, 'findings': self.findings})}\n\n".encode()
                while not changed.is_set():
                    try:
                        await asyncio.wait_for(changed.wait(), _HEARTBEAT)
                    except TimeoutError:
                        yield b": still here\n\n"
        finally:
            self._listeners -= 1

    def with_script(self, page: bytes) -> bytes:
        """A page that listens."""
        head = f'<link rel="stylesheet" href="/-/live.css"><script src="/-/live.js?build={self.build}" defer></script>'
        return page.replace(_CLOSED, _OPEN, 1).replace(b"</head>", head.encode() + b"</head>", 1)

    def broken_page(self) -> Response:
        """What is shown while there is no site at all yet; it becomes the site once there is one."""
        message = escape(self.findings or "The site is being built.")
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'\">"
            "<title>Not built yet</title></head><body><h1>The site is not built yet</h1>"
            f"<pre>{message}</pre></body></html>"
        )
        return Response(self.with_script(page.encode()), 503, {"Cache-Control": "no-store"}, "text/html")


def _file(name: str, media: str) -> Callable[[Request], Awaitable[Response]]:
    async def send(_: Request) -> Response:
        return Response((_HERE / name).read_bytes(), headers={"Cache-Control": "no-cache"}, media_type=media)

    return send
