"""Standard input and output for the MCP server: one JSON-RPC message a line, bounded, and every broken one answered.

The SDK takes any line there is, and is silent about one it cannot read; a client would wait for ever.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import AsyncIterator
from typing import Any, BinaryIO

import anyio.to_thread
import mcp_types as types
from pydantic import ValidationError

MAX_LINE = 8 * 1024 * 1024


class Lines:
    """Messages as they come in; what is none gets its answer here and goes no further."""

    def __init__(self, source: BinaryIO, out: Out) -> None:
        self._source = source
        self._out = out

    async def __aiter__(self) -> AsyncIterator[str]:
        while line := await anyio.to_thread.run_sync(self._read, abandon_on_cancel=True):
            if not line.strip():
                continue
            found = _message(line)
            if isinstance(found, str):
                yield found
            else:
                await self._out.write(json.dumps(found) + "\n")

    def _read(self) -> bytes:
        line = self._source.readline(MAX_LINE + 1)
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = self._source.readline(65_536)
            return b"\xff\n"  # reported like any other line that is not a message
        return line


class Out:
    """Where messages go, one whole line at a time."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._lock = threading.Lock()

    async def write(self, text: str) -> None:
        """Write one message with its line break."""
        await anyio.to_thread.run_sync(self._write, text.encode("utf-8", "replace"))

    async def flush(self) -> None:
        """Nothing waits."""

    def _write(self, data: bytes) -> None:
        with self._lock:
            self._target.write(data)
            self._target.flush()


def _message(line: bytes) -> str | dict[str, Any]:
    """A message as JSON that the SDK can read, or the error that answers it."""
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return _error(None, types.PARSE_ERROR, f"no JSON in UTF-8 on one line of at most {MAX_LINE} bytes")
    # Lone surrogates are JSON, but no UTF-8: a paste may hold them, and is text all the same.
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    try:
        types.jsonrpc_message_adapter.validate_json(text, by_name=False)
    except ValidationError:
        identity = value.get("id") if isinstance(value, dict) else None
        known = identity if isinstance(identity, str | int) and not isinstance(identity, bool) else None
        return _error(known, types.INVALID_REQUEST, "no JSON-RPC 2.0 message")
    return text


def _error(identity: str | int | None, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": identity, "error": {"code": code, "message": message}}


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def claim() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for messages alone: whatever else prints goes to standard error from now on."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return source, target
