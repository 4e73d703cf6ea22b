"""The built site's files over HTTP.

A file is opened once and sent as it was read, so that a site published meanwhile never shows torn. Only what a
build writes is shown: no hidden files, nothing that a link leads to outside.
"""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from unstuck.server.api import cacheable
from unstuck.server.live import Live

MAX_FILE = 256 * 1024 * 1024
TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".py": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Files:
    """The files of one site folder. `root` is the path that the site has on its public server, `/` mostly."""

    def __init__(self, folder: Path, root: str, live: Live | None) -> None:
        self._folder = folder
        self._root = root
        self._live = live

    async def serve(self, request: Request) -> Response:
        """One file, a folder's index.html, or the site's own 404 page."""
        path = request.url.path
        if self._root != "/" and path.startswith(self._root):
            path = path.removeprefix(self._root.rstrip("/"))
        segments = path.removeprefix("/").split("/")
        if segments[-1] == "":
            segments[-1] = "index.html"
        data, is_folder = await asyncio.to_thread(self._look, segments)
        if data is not None:
            return self._response(request, data, PurePosixPath(segments[-1]), 200)
        if is_folder:
            # A relative address: whatever Host says, and whatever the path, it leads nowhere else.
            return RedirectResponse(f"./{quote(segments[-1])}/")
        missing, _ = await asyncio.to_thread(self._look, ["404.html"])
        if missing is not None:
            return self._response(request, missing, PurePosixPath("404.html"), 404)
        if self._live is not None:
            return self._live.broken_page()
        raise HTTPException(404)

    def _response(self, request: Request, data: bytes, name: PurePosixPath, status: int) -> Response:
        media = TYPES.get(name.suffix.lower(), "application/octet-stream")
        if self._live is not None and media.startswith("text/html"):
            data = self._live.with_script(data)
        return cacheable(request, data, media, status)

    def _safe(self, segments: list[str]) -> Path | None:
        """The path of a file inside the folder; None for names that no build writes."""
        for segment in segments:
            if not segment or segment.startswith(".") or not segment.isprintable() or set(segment) & set('\\:*?"<>|'):
                return None
        path = self._folder.joinpath(*segments)
        try:
            real = Path(os.path.realpath(path))
            return path if real.is_relative_to(os.path.realpath(self._folder)) else None
        except (OSError, ValueError):
            return None

    def _look(self, segments: list[str]) -> tuple[bytes | None, bool]:
        """A file's bytes, or whether a folder with a page of its own goes by the name."""
        path = self._safe(segments)
        if path is None:
            return None, False
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(handle, "rb") as file:
                facts = os.fstat(file.fileno())
                readable = stat.S_ISREG(facts.st_mode) and facts.st_size <= MAX_FILE
                return file.read() if readable else None, False
        except IsADirectoryError:
            return None, (path / "index.html").is_file()
        except (OSError, ValueError):
            return None, False
