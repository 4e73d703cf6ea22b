"""The HTTP API, version 1: thin views of the service, each answering what the command of the same name prints."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from unstuck import __version__
from unstuck.json_data import dump
from unstuck.lookup.records import FACETS
from unstuck.server.openapi import MAX_FACET, MAX_FACETS, MAX_WORDS, openapi
from unstuck.server.problems import ProblemError
from unstuck.server.request_body import Intake, busy
from unstuck.server.service import Service
from unstuck.server.worker_pool import PoolFullError, WorkerPool
from unstuck_search.fulltext.engine import Query

T = TypeVar("T")

_LIMIT = re.compile(r"[1-9][0-9]?|100", re.ASCII)


class Api:
    """The handlers over one knowledge base."""

    def __init__(self, service: Service, pool: WorkerPool, intake: Intake) -> None:
        self._service = service
        self._desk = pool
        self._intake = intake
        self._openapi = dump(openapi(service.title, __version__))

    def routes(self) -> list[BaseRoute]:
        """The routes below /api/v1."""
        return [
            Route("/match", self.match, methods=["POST"]),
            Route("/search", self.search, methods=["GET"]),
            Route("/articles/{kb_id}", self.article, methods=["GET"]),
            Route("/healthz", self.healthz, methods=["GET"]),
            Route("/openapi.json", self.openapi, methods=["GET"]),
        ]

    async def match(self, request: Request) -> Response:
        """An error to its article."""
        async with self._intake.text(request) as text:
            answer = await unless_gone(request, self._desk.run(self._service.match, text))
        return Response(dump(answer), headers={"Cache-Control": "no-store"}, media_type="application/json")

    async def search(self, request: Request) -> Response:
        """Full text."""
        asked = request.query_params
        words = asked.get("q", "")
        facets = {name: tuple(asked.getlist(name)) for name in FACETS if asked.getlist(name)}
        limit = asked.get("limit", "10")
        if not _LIMIT.fullmatch(limit):
            raise ProblemError(422, "bad-request", "`limit` must be a whole number from 1 to 100.")
        if len(words) > MAX_WORDS:
            raise ProblemError(422, "bad-request", f"`q` may have {MAX_WORDS} characters; paste logs into /match.")
        if any(len(chosen) > MAX_FACETS or max(map(len, chosen)) > MAX_FACET for chosen in facets.values()):
            message = f"A facet may be given {MAX_FACETS} times, with {MAX_FACET} characters each."
            raise ProblemError(422, "bad-request", message)
        found = await unless_gone(request, self._desk.run(self._service.search, Query(words, facets, int(limit))))
        return cacheable(request, dump(found), "application/json")

    async def article(self, request: Request) -> Response:
        """One published article as data."""
        kb_id = request.path_params["kb_id"]
        article = await unless_gone(request, self._desk.run(self._service.article, kb_id))
        if article is None:
            near = await unless_gone(request, self._desk.run(self._service.nearest, kb_id))
            message = "There is no published article of that id." + (f" The nearest is {near}." if near else "")
            raise ProblemError(404, "no-such-article", message)
        return cacheable(request, dump(article), "application/json")

    async def healthz(self, request: Request) -> Response:  # noqa: ARG002  (the framework's signature)
        """Whether the server answers, without asking the index."""
        state = {"status": "ok", "version": __version__, "kb": self._service.version}
        return Response(dump(state), headers={"Cache-Control": "no-store"}, media_type="application/json")

    async def openapi(self, request: Request) -> Response:
        """The description of all this."""
        return cacheable(request, self._openapi, "application/json")


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What some work comes to. Where whoever asks has gone, it is given up, if it has not begun.

    Raises:
        ProblemError: there is no room for it, or nobody to hear.
    """
    asked = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((asked, gone), return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise ProblemError(400, "gone", "Nobody waits for the answer any more.")
        return asked.result()
    except PoolFullError as error:
        raise busy(error.seconds) from None
    finally:
        gone.cancel()
        asked.cancel()


async def _gone(request: Request) -> None:
    """Wait until whoever asks has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def cacheable(request: Request, data: bytes, media_type: str, status: int = 200) -> Response:
    """An answer with an ETag of its bytes; 304 where the asker has them already."""
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if status == 200:
        known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if etag in known or "*" in known:
            return Response(None, 304, headers)
    return Response(data, status, headers, media_type)
