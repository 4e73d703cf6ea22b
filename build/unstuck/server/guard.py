"""What wraps everything that is served: the hosts and origins that may ask, the headers of every response, and internal
errors, which show no more than that they happened.

The Host check is what keeps a page on the web from reading a server on this machine (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from unstuck.server.problems import FAULT, Problem

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
ANY = "*"
MAX_PATH = 8_192
_log = logging.getLogger("unstuck.server")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask. `hosts` are further names of this server (`*`: any); `origins` are web origins whose pages may
    read the API; `addresses` accepts any IP address as a name, which is safe: rebinding needs a name."""

    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    addresses: bool = False

    def allows_host(self, header: str | None) -> bool:
        """Whether a Host header names this server."""
        if ANY in self.hosts:
            return True
        name = _name(header)
        if name is None:
            return False
        if name in LOCAL or name in self.hosts:
            return True
        return self.addresses and _is_address(name)

    def allows_origin(self, header: str | None, host: str | None) -> bool:
        """Whether a page of this origin may ask: our own, or one that was allowed.

        Requests without Origin do not come from a page.
        """
        if header is None or header in self.origins or ANY in self.origins:
            return True
        parts = urlsplit(header) if header.startswith(("http://", "https://")) else None
        return parts is not None and host is not None and parts.netloc.lower() == host.lower()


def _name(header: str | None) -> str | None:
    """The host of a Host header, without port and brackets, in lower case; None where it is none."""
    if not header or len(header) > 255 or not header.isascii():
        return None
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != header or "@" in header:
        return None
    return parts.hostname


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """The outermost layer of an application."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no WebSocket is spoken here; the server closes what is not accepted
        started = False

        async def send_marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault(
                    "Cross-Origin-Resource-Policy", "same-origin" if not self._access.origins else "cross-origin"
                )
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
            await send(message)

        problem = self._refuse(scope)
        try:
            if problem is not None:
                await problem.response()(scope, receive, send_marked)
            else:
                await self._app(scope, receive, send_marked)
        except Exception as error:  # noqa: BLE001  (the last line: an internal error is reported without details)
            _log.error("internal error: %s at %s", type(error).__name__, scope["path"][:80].encode("unicode_escape"))
            if not started:
                await FAULT.response()(scope, receive, send_marked)

    def _refuse(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else None
        if not self._access.allows_host(host):
            return Problem(
                421,
                "unknown-host",
                "This server does not go by that name; start it with --allow-host NAME if it should.",
            )
        if not self._access.allows_origin(headers.get("origin"), host):
            return Problem(
                403, "unknown-origin", "Pages of that origin may not ask; start the server with --allow-origin ORIGIN."
            )
        if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_PATH:
            return Problem(414, "long-address", f"The address is longer than {MAX_PATH} bytes.")
        return None
