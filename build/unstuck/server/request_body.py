"""Request bodies: bounded one by one and all together, in size and in time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import ClientDisconnect, Request

from unstuck.server.problems import ProblemError

MAX_BODY = 4 * 1024 * 1024
MAX_ALL = 64 * 1024 * 1024
SECONDS = 20.0
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})


class Intake:
    """Reads bodies; `most` bytes each and `total` bytes at a time."""

    def __init__(self, most: int = MAX_BODY, total: int = MAX_ALL, seconds: float = SECONDS) -> None:
        self._most = most
        self._total = total
        self._seconds = seconds
        self._held = 0

    @asynccontextmanager
    async def text(self, request: Request) -> AsyncIterator[str]:
        """The text that a request brings, as text/plain or as the `text` of a JSON object.

        Raises:
            ProblemError: it brings none, too much, too slowly, or there is no room for it now.
        """
        kind = _kind(request)
        held = 0
        body = bytearray()
        try:
            async with asyncio.timeout(self._seconds):
                declared = request.headers.get("content-length", "0")
                if declared.isdigit() and int(declared[:20]) > self._most:
                    raise self._too_large()
                async for chunk in request.stream():
                    held += len(chunk)
                    self._held += len(chunk)
                    if held > self._most:
                        raise self._too_large()
                    if self._held > self._total:
                        raise busy()
                    body += chunk
            yield _of_json(bytes(body)) if kind == "application/json" else body.decode("utf-8", "replace")
        except TimeoutError:
            raise ProblemError(
                408, "slow-body", f"The body did not arrive within {self._seconds:.0f} s.", {"Connection": "close"}
            ) from None
        except ClientDisconnect:
            raise ProblemError(400, "gone", "The body ended early.") from None
        finally:
            self._held -= held

    def _too_large(self) -> ProblemError:
        message = f"A text may have {self._most} bytes; send the end of the log, where the errors are."
        return ProblemError(413, "too-large", message)


def busy(seconds: int = 1) -> ProblemError:
    """The refusal where there is no room."""
    return ProblemError(503, "busy", "Too much to do at the moment; try again soon.", {"Retry-After": str(seconds)})


def _kind(request: Request) -> str:
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = ""
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ProblemError(415, "unsupported-encoding", "Send the text as it is, not compressed.")
    if kind not in ("text/plain", "application/json") or charset not in _UTF8:
        raise ProblemError(
            415,
            "unsupported-type",
            'Send the text as `Content-Type: text/plain` or as application/json {"text": "…"}, in UTF-8.',
            {"Accept-Post": "text/plain, application/json"},
        )
    return kind


def _of_json(body: bytes) -> str:
    try:
        value: Any = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ProblemError(400, "bad-json", 'The body is not JSON; send {"text": "…"} in UTF-8.') from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ProblemError(422, "bad-request", 'The body must be an object with a "text", which is a string.')
    text: str = value["text"]
    return text
