"""`unstuck serve`: the site with live reload, and the HTTP API."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.options import cache_option, kb_option, say, say_where
from unstuck.errors import UnstuckError, UsageError


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 chooses a free port.")
@click.option("--no-watch", is_flag=True, help="Build once and serve that; no live reload.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; needs --no-watch."
)
@click.option("--site", type=click.Path(path_type=Path), help="Serve this built site as it is; needs --no-watch.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name of this server (`*`: any).")
@click.option("--allow-origin", multiple=True, metavar="ORIGIN", help="A web origin whose pages may call the API.")
@click.option("--include-drafts", is_flag=True, help="Show drafts, deprecated and internal articles in the site too.")
@kb_option("to serve")
@cache_option()
def command(
    host: str,
    port: int,
    no_watch: bool,
    workers: int,
    site: Path | None,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    include_drafts: bool,
    kb: str | None,
    cache: str | None,
) -> None:
    """Serve the site and the API on this machine, and rebuild whenever a file changes.

    A broken article shows its findings here and in the open pages; the last good site stays.
    """
    if (workers > 1 or site) and not no_watch:
        raise UsageError("--workers and --site need --no-watch: only one process can watch and build")
    if site and not (site / "index.html").is_file():
        raise UsageError(f"{site}: holds no built site; `unstuck build` makes one")

    import asyncio
    from functools import partial

    from unstuck.lookup.knowledge_base import open_knowledge_base
    from unstuck.server.app import Settings, make_app
    from unstuck.server.guard import LOCAL, Access
    from unstuck.server.live import Live
    from unstuck.server.rebuild import Builder
    from unstuck.server.run import listen, serve

    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    preview = knowledge_base.cache / ("preview-drafts" if include_drafts else "preview")
    options = ("--include-drafts",) if include_drafts else ()
    builder = Builder(knowledge_base.config.root, knowledge_base.config.kb_path, preview, options)
    with listen(host, port) as listener:
        findings = ""
        if site is None:
            say(f"Building {knowledge_base.config.kb_path} …")
            done, message = asyncio.run(builder.build())
            say(message.rstrip("\n"))
            if not done and no_watch:
                raise UnstuckError("the site could not be built, so there is nothing to serve")
            findings = "" if done else message
        live = None if no_watch else Live(findings)
        access = Access(
            frozenset(name.casefold() for name in allow_host), frozenset(allow_origin), addresses=host not in LOCAL
        )
        settings = Settings(knowledge_base, (site or preview).resolve(), access, None if no_watch else builder)
        at = listener.getsockname()[1]
        shown = say_where(host, at)
        say(f"Serving http://{shown}:{at}/ and its API at /api/v1/openapi.json; Ctrl-C stops it.")
        serve(partial(make_app, settings, live), listener, live.close if live else None, workers=workers)
