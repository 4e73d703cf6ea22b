"""`unstuck mcp`: the knowledge base for programs that speak the Model Context Protocol."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from types import FrameType

import click

from unstuck.cli.extras import require
from unstuck.cli.options import cache_option, kb_option, say, say_where


@click.command("mcp")
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp rather than standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="With --http: the port; 0 chooses a free one.",
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="With --http: a further name of this server.")
@click.option(
    "--allow-origin", multiple=True, metavar="ORIGIN", help="With --http: a web origin that may call the server."
)
@click.option("--log", is_flag=True, help="Log requests to standard error, redacted.")
@kb_option()
@cache_option()
def command(
    http: bool,
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    log: bool,
    kb: str | None,
    cache: str | None,
) -> None:
    """Answer chatbots and editors: tools match_error, search_articles, get_article, list_facets; all read-only."""
    require("mcp", extra="mcp")

    from unstuck.lookup.knowledge_base import open_knowledge_base
    from unstuck.mcp.server import make_server
    from unstuck.mcp.transport import quiet, serve_http, serve_stdio
    from unstuck.server.service import open_service
    from unstuck.server.worker_pool import WorkerPool

    quiet()
    service = open_service(open_knowledge_base(Path.cwd(), kb=kb, cache=cache))
    server = make_server(service, WorkerPool(), say if log else None)
    if not http:
        _leave_at_once()
        serve_stdio(server)
        return

    from unstuck.server.guard import LOCAL, Access
    from unstuck.server.run import listen

    access = Access(
        frozenset(name.casefold() for name in allow_host), frozenset(allow_origin), addresses=host not in LOCAL
    )
    with listen(host, port) as listener:
        shown = say_where(host, port)
        say(f"Serving MCP at http://{shown}:{listener.getsockname()[1]}/mcp; Ctrl-C stops it.")
        serve_http(server, access, listener)


def _leave_at_once() -> None:
    """A thread waits in a read of standard input that nothing can end, so that an ordinary exit would wait for it."""
    if threading.current_thread() is not threading.main_thread():
        return

    def leave(number: int, _: FrameType | None) -> None:
        os._exit(128 + number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
