"""A knowledge base that somebody published: its errors feed, kept in the user's cache folder with the index made of it.

It is asked for again when what was kept is older than a few minutes, by ETag; where it cannot be reached, what was
kept answers. What comes from there is data: it is checked against the feed's schema before anything is made of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from unstuck.errors import UsageError
from unstuck.fetch import fetch
from unstuck.library import Answers, answers_of_feed, index_of_feed, keep, keep_index, open_index_file, rules_key
from unstuck.resources import schema_path
from unstuck.shape import ShapeError, check_shape
from unstuck_search.bm25 import build_fulltext
from unstuck_search.template import TemplateError

JSON = dict[str, Any]
FRESH_SECONDS = 300
_FEED = "errors.json"
_ABOUT = "about.json"


def feed_address(kb: str) -> str:
    """Where the feed of a site is.

    Raises:
        UsageError: it is no address of a site.
    """
    try:
        parts = urlsplit(kb)
        _ = parts.port
    except ValueError:
        raise UsageError(f"{kb}: no address; name a published site, such as https://example.org/kb/") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not kb.isprintable() or " " in kb:
        raise UsageError(f"{kb}: no address of http or https; name a published site, such as https://example.org/kb/")
    if "@" in parts.netloc:
        raise UsageError(f"{parts.hostname}: leave user and password out of the address")
    bare = parts._replace(query="", fragment="").geturl()
    return bare if parts.path.endswith(".json") else urljoin(bare.rstrip("/") + "/", _FEED)


def open_remote(kb: str, cache: str | None, *, offline: bool, warn: Callable[[str], None]) -> Answers:
    """The matcher of a published knowledge base.

    Raises:
        UsageError: it cannot be had, and nothing is kept of it; or it is no errors feed.
    """
    address = feed_address(kb)
    folder = _folder(address, cache)
    about = _about(folder)
    data = _kept(folder, about)
    if offline:
        if data is None:
            raise UsageError(f"{address}: nothing of it is kept here; run once without --offline")
    elif data is None or not 0 <= time.time() - about["checked"] < FRESH_SECONDS:
        data = _renew(address, folder, about, data, warn)
    return _answers(address, folder, data)


def _renew(address: str, folder: Path, about: JSON, data: bytes | None, warn: Callable[[str], None]) -> bytes:
    try:
        fetched = fetch(address, about["etag"] if data is not None else "")
    except UsageError as error:
        if data is None:
            raise
        warn(f"{error}; answering from what was kept")
        return data
    if fetched.data is None:
        assert data is not None  # noqa: S101  (304 answers an ETag, and that is sent with what is kept alone)
        fresh = data
    else:
        fresh = fetched.data
        _read_feed(address, fresh)
        keep(folder / _FEED, fresh)
    digest = hashlib.sha256(fresh).hexdigest()
    kept = {"address": address, "etag": fetched.etag, "checked": time.time(), "sha256": digest}
    keep(folder / _ABOUT, json.dumps(kept).encode())
    return fresh


def _answers(address: str, folder: Path, data: bytes) -> Answers:
    key = f"{hashlib.sha256(data).hexdigest()} {rules_key()}"
    for _ in range(2):
        found = open_index_file(folder, key)
        if found is not None:
            return found
        feed = _read_feed(address, data)
        try:
            made = index_of_feed(feed, build_fulltext(()))
        except TemplateError as error:
            raise UsageError(f"{address}: holds a broken template: {error}") from None
        keep_index(folder, key, made)
    return answers_of_feed(_read_feed(address, data))


def _read_feed(address: str, data: bytes) -> JSON:
    try:
        feed = json.loads(data)
        check_shape(feed, json.loads(schema_path("errors-1").read_bytes()))
        known = {one["kb_id"] for one in feed["articles"]}
        if len(known) < len(feed["articles"]) or any(one["kb_id"] not in known for one in feed["errors"]):
            raise ShapeError("ids of articles and errors do not fit each other")
        for one in feed["errors"]:
            kb_id, mark, number = one["id"].rpartition("#")
            if kb_id != one["kb_id"] or not mark or not (number.isascii() and number.isdigit() and len(number) < 9):
                raise ShapeError(f"{one['id'][:80]} is no id of an error")
    except ShapeError as error:
        raise UsageError(f"{address}: no errors feed of version 1: {error}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{address}: no JSON; is that the address of a published site?") from None
    checked: JSON = feed
    return checked


def _folder(address: str, cache: str | None) -> Path:
    name = f"remote-{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:16]}"
    if cache:
        return Path(cache) / name
    import platformdirs

    return platformdirs.user_cache_path("unstuck") / name


def _about(folder: Path) -> JSON:
    empty: JSON = {"etag": "", "checked": 0.0, "sha256": ""}
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found = json.loads((folder / _ABOUT).read_bytes())
        if isinstance(found, dict) and all(isinstance(found.get(key), type(value)) for key, value in empty.items()):
            return found
    return empty


def _kept(folder: Path, about: JSON) -> bytes | None:
    try:
        data = (folder / _FEED).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == about["sha256"] else None
