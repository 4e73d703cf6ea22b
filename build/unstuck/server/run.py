"""Runs an application with uvicorn: an address of ours, time limits on connections, a clean end."""

from __future__ import annotations

import asyncio
import errno
import functools
import logging
import socket
from collections.abc import Callable
from http import HTTPStatus

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from unstuck.errors import UsageError
from unstuck.server.problems import Problem

MAX_CONNECTIONS = 512
HEAD_SECONDS = 15.0
MAX_HEAD = 64 * 1024
_GRACE = 3

Make = Callable[[], ASGIApp]


class Protocol(H11Protocol):
    """HTTP/1.1 where a request's head must arrive in time; uvicorn itself would wait for ever."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request; who came when the house was full is refused then."""
        super().connection_made(transport)
        # Decided here, not when requests come: of many that come in one moment, all would be refused.
        self.limit_concurrency = 0 if len(self.connections) > MAX_CONNECTIONS else None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; wait on where a head is not whole, or where a refused body is still being sent."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE or self._is_refused():
            if self._clock is None:
                self._wait()
        else:
            self._stop()

    def _is_refused(self) -> bool:
        # Who is hung up on while sending never reads why; what it sends is dropped, but not for ever.
        return self.conn.their_state is h11.SEND_BODY and self.cycle is not None and self.cycle.response_complete

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  (ours says it in one form for all)
        """Refuse what is not HTTP, or has too long a head."""
        self._refuse(Problem(400, "bad-http", f"No HTTP/1.1 request with a head of at most {MAX_HEAD} bytes."))

    def _refuse(self, problem: Problem) -> None:
        answer = problem.response()
        head = [f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}".encode(), b"connection: close"]
        head += [name + b": " + value for name, value in answer.raw_headers]
        self.transport.write(b"\r\n".join([*head, b"", bytes(answer.body)]))
        self.transport.close()

    def _wait(self) -> None:
        self._clock = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _too_slow(self) -> None:
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE:
            self._refuse(Problem(408, "slow-head", f"The request's head did not arrive within {HEAD_SECONDS:.0f} s."))
        elif self._is_refused():
            self.transport.close()


class Server(uvicorn.Server):
    """A server that ends what would never end by itself before it waits for open answers."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        if self._ending is not None:
            self._ending()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; `port` 0 takes any that is free.

    Raises:
        UsageError: the address cannot be bound.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )[0]
        # With the protocol named, or asyncio would leave Nagle's algorithm on: 40 ms for each answer.
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(2048)
        except BaseException:
            made.close()
            raise
    except (OSError, UnicodeError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise UsageError(f"{host}:{port}: another program listens there; choose another with --port") from None
        why = error.strerror if isinstance(error, OSError) else "not a host name"
        raise UsageError(f"{host}:{port}: cannot listen there ({why}); choose another with --host or --port") from None
    made.set_inheritable(True)
    return made


def serve(make: Make, listener: socket.socket, ending: Callable[[], None] | None = None, *, workers: int = 1) -> None:
    """Serve until a signal comes; it is raised again at the end, so that the exit status shows it."""
    quiet()
    config = uvicorn.Config(
        functools.partial(_make_quiet, make),
        factory=True,
        workers=workers,
        http=Protocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=MAX_HEAD,
        timeout_graceful_shutdown=_GRACE,
    )
    if workers > 1:
        Multiprocess(config, [listener]).run()
    else:
        Server(config, ending).run([listener])


def _make_quiet(make: Make) -> ASGIApp:
    quiet()
    return make()


def quiet() -> None:
    """Let nothing of a request or of a fault's inside into the log: we say ourselves what there is to say."""
    for name in ("uvicorn.error", "uvicorn.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
