"""The application: guard, API and site, put together for one knowledge base."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from unstuck.desk import Desk
from unstuck.errors import UnstuckError
from unstuck.library import Library
from unstuck.resources import templates_path
from unstuck.server.api import Api
from unstuck.server.files import Files
from unstuck.server.guard import Access, Guard
from unstuck.server.intake import Intake
from unstuck.server.live import Live
from unstuck.server.problems import FAULT, ProblemError, of_status
from unstuck.server.rebuild import Builder, watch
from unstuck.service import Service, open_service
from unstuck.terminal import safe


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served: a knowledge base, the folder of its built site, and to whom. With `builder` the site is live.

    Plain values, so that a worker process can be given them.
    """

    library: Library
    site: Path
    access: Access = field(default_factory=Access)
    builder: Builder | None = None


def make_app(settings: Settings, live: Live | None = None) -> ASGIApp:
    """The whole application; `live` tells open pages what the settings' builder does."""
    service = open_service(settings.library)
    desk = Desk()
    api = Api(service, desk, Intake())
    root = urlsplit(settings.library.config.base_url).path.rstrip("/") + "/"
    files = Files(settings.site, root, live)
    routes: list[BaseRoute] = [
        Mount("/api/v1", routes=api.routes()),
        Route("/healthz", api.healthz),
        *(live.routes() if live else ()),
        Route("/{path:path}", files.serve),
    ]
    cors = Middleware(
        CORSMiddleware,
        allow_origins=sorted(settings.access.origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
    )
    app = Starlette(
        routes=routes,
        middleware=[cors] if settings.access.origins else [],
        exception_handlers={ProblemError: _problem, HTTPException: _status, Exception: _fault},
        lifespan=_lifespan(settings, service, desk, live),
    )
    return Guard(app, settings.access)


def _lifespan(
    settings: Settings, service: Service, desk: Desk, live: Live | None
) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async def refresh() -> None:
            try:
                await desk.run(service.refresh)
            except UnstuckError as error:
                _say(str(error))

        watching = None
        if settings.builder is not None and live is not None:
            folders = (settings.library.config.kb_path, templates_path())
            watching = asyncio.create_task(watch(settings.builder, live, folders, refresh, _say))
        try:
            yield
        finally:
            if watching is not None:
                watching.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await watching
            desk.close()

    return lifespan


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody reads it any more; the server goes on
        click.echo(safe(text), err=True)


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101
    return error.problem.response()


async def _status(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return of_status(error.status_code, error.headers).response()


async def _fault(_: Request, __: Exception) -> Response:
    return FAULT.response()
