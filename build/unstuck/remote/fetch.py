"""One file over HTTP: bounded in size and time, to http and https addresses alone, wherever it is sent on to."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

from unstuck import __version__
from unstuck.errors import UsageError

CONNECT_SECONDS = 10.0
TOTAL_SECONDS = 60.0
MAX_BYTES = 64 * 1024 * 1024
MAX_REDIRECTS = 5
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the bytes, None where what one has is still right, and the ETag to ask with the next time."""

    data: bytes | None
    etag: str


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (scheme == "http" and urlsplit(req.full_url).scheme == "https"):
            raise urllib.error.URLError("is sent on to an address that is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, etag: str = "") -> Fetched:
    """Get a file, unless it is still the one of this ETag.

    Raises:
        UsageError: it cannot be downloaded; the message says why.
    """
    # Handlers by name: the usual opener would read file: and ftp: as well.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": f"unstuck/{__version__}", "Accept": "application/json", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  (the opener knows http and https alone)
        with opener.open(request, timeout=CONNECT_SECONDS) as answer:
            return Fetched(_read(url, answer), answer.headers.get("ETag", ""))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return Fetched(None, etag)
            raise UsageError(f"{url}: the server answered {error.code} {error.reason}") from None
    except urllib.error.URLError as error:
        reason = getattr(error.reason, "strerror", None) or error.reason
        raise UsageError(f"{url}: {reason}") from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise UsageError(f"{url}: {getattr(error, 'strerror', None) or error or type(error).__name__}") from None


def _read(url: str, answer: Any) -> bytes:
    coding = answer.headers.get("Content-Encoding", "identity").lower()
    if coding not in ("identity", "gzip"):
        raise UsageError(f"{url}: comes in an encoding that was not asked for")
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding == "gzip" else None
    until = time.monotonic() + TOTAL_SECONDS
    found = bytearray()
    while chunk := answer.read1(_CHUNK):
        if time.monotonic() > until:
            raise UsageError(f"{url}: did not arrive within {TOTAL_SECONDS:.0f} s")
        found += unzip.decompress(chunk, MAX_BYTES + 1) if unzip else chunk
        if len(found) > MAX_BYTES or (unzip and unzip.unconsumed_tail):
            raise UsageError(f"{url}: is larger than {MAX_BYTES // 1024 // 1024} MB")
    declared = answer.headers.get("Content-Length", "")
    if (unzip and not unzip.eof) or (not unzip and declared.isdigit() and int(declared) != len(found)):
        raise UsageError(f"{url}: ended early")
    return bytes(found)
