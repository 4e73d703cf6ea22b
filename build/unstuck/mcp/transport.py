"""The ways to the MCP server: standard input and output, and streamable HTTP behind the same guard as the API."""

from __future__ import annotations

import logging
import os
import socket
from typing import Any, cast

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from unstuck.mcp.stdio import Lines, Out, claim
from unstuck.server.guard import Access, Guard
from unstuck.server.run import serve

MAX_BODY = 4 * 1024 * 1024


def serve_stdio(server: Server[Any]) -> None:
    """Serve one client until it closes our standard input, or goes away."""
    source, target = claim()

    async def run() -> None:
        out = Out(target)
        # The SDK's own types ask for files of anyio's; what it uses of them is this.
        async with stdio_server(cast(Any, Lines(source, out)), cast(Any, out)) as (read, write):
            await server.run(read, write, server.create_initialization_options())

    try:
        anyio.run(run)
    except* (BrokenPipeError, ConnectionError):
        # The client has gone, but a thread may still wait in a read of standard input, which nothing else would end.
        os._exit(0)


def serve_http(server: Server[Any], access: Access, listener: socket.socket) -> None:
    """Serve many clients at /mcp; no sessions are kept, so that a restart or a second process costs them nothing."""
    # Host and Origin are the guard's business, as for the API.
    off = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        stateless_http=True, json_response=True, max_request_body_size=MAX_BODY, transport_security=off
    )
    serve(lambda: Guard(app, access), listener)


def quiet() -> None:
    """Let the SDK log nothing: what it logs may hold what was asked."""
    logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)
    logging.getLogger("sse_starlette").setLevel(logging.CRITICAL + 1)
