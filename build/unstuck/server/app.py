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

from unstuck.errors import UnstuckError
from unstuck.lookup.knowledge_base import KnowledgeBase
from unstuck.resources import templates_path
from unstuck.server.api import Api
from unstuck.server.files import Files
from unstuck.server.guard import Access, Guard
from unstuck.server.live import Live
from unstuck.server.problems import FAULT, ProblemError, from_status
from unstuck.server.rebuild import Builder, watch
from unstuck.server.request_body import Intake
from unstuck.server.service import Service, open_service
from unstuck.server.worker_pool import WorkerPool
from unstuck.terminal.text import safe


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served: a knowledge base, the folder of its built site, and to whom. With `builder` the site is live.

    Plain values, so that a worker process can be given them.
    """

    knowledge_base: KnowledgeBase
    site: Path
    access: Access = field(default_factory=Access)
    builder: Builder | None = None


def make_app(settings: Settings, live: Live | None = None) -> ASGIApp:
    """The whole application; `live` notifies open pages of builds."""
    service = open_service(settings.knowledge_base)
    pool = WorkerPool()
    api = Api(service, pool, Intake())
    root = urlsplit(settings.knowledge_base.config.base_url).path.rstrip("/") + "/"
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
        lifespan=_lifespan(settings, service, pool, live),
    )
    return Guard(app, settings.access)


def _lifespan(
    settings: Settings, service: Service, pool: WorkerPool, live: Live | None
) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async def refresh() -> None:
            try:
                await pool.run(service.refresh)
            except UnstuckError as error:
                _say(str(error))

        watching = None
        if settings.builder is not None and live is not None:
            folders = (settings.knowledge_base.config.kb_path, templates_path())
            watching = asyncio.create_task(watch(settings.builder, live, folders, refresh, _say))
        try:
            yield
        finally:
            if watching is not None:
                watching.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await watching
            pool.close()

    return lifespan


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody reads it any more; the server goes on
        click.echo(safe(text), err=True)


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101
    return error.problem.response()


async def _status(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return from_status(error.status_code, error.headers).response()


async def _fault(_: Request, __: Exception) -> Response:
    return FAULT.response()
