"""A knowledge base that somebody published: its feeds, kept in the user's cache folder with the index made of them.

`errors.json` is asked for again when what was kept is older than a few minutes, by ETag, and what it names when its
digest is another; where the site cannot be reached, what was kept answers. What comes from there is data: `published`
checks it before anything is made of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from unstuck.errors import UsageError
from unstuck.json_data import JSON
from unstuck.lookup.index_entry import text_of_feed
from unstuck.lookup.index_file import MatchIndex, match_index_of_feed, open_index_file, write_index, write_index_of_feed
from unstuck.lookup.knowledge_base import rules_key, write_cache
from unstuck.remote.feed import Get, RemoteFeed, read_remote_feed
from unstuck.remote.fetch import fetch
from unstuck_search.fulltext.build import build_text_search
from unstuck_search.signatures.template import TemplateError

FRESH_SECONDS = 300
_FEED = "errors.json"
_ABOUT = "about.json"


def feed_address(kb: str) -> str:
    """Where the feed of a site is.

    Raises:
        UsageError: it is not the address of a site.
    """
    try:
        parts = urlsplit(kb)
        _ = parts.port
    except ValueError:
        raise UsageError(f"{kb}: not an address; name a published site, such as https://example.org/kb/") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not kb.isprintable() or " " in kb:
        raise UsageError(f"{kb}: not an http or https address; name a site, such as https://example.org/kb/")
    if "@" in parts.netloc:
        raise UsageError(f"{parts.hostname}: leave user and password out of the address")
    bare = parts._replace(query="", fragment="").geturl()
    return bare if parts.path.endswith(".json") else urljoin(bare.rstrip("/") + "/", _FEED)


def open_remote(kb: str, cache: str | None, *, offline: bool, warn: Callable[[str], None]) -> MatchIndex:
    """The matcher of a published knowledge base.

    Raises:
        UsageError: it cannot be downloaded and is not cached, or it is not an errors feed.
    """
    cached = CachedFeed(feed_address(kb), _folder(feed_address(kb), cache))
    about = cached.about()
    kept = cached.read(_FEED, about["sha256"])
    if offline:
        if kept is None:
            raise UsageError(f"{cached.address}: it is not cached; run once without --offline")
        return _open(cached, kept, about["whole"], cached.get_cached)
    if kept is not None and 0 <= time.time() - about["checked"] < FRESH_SECONDS:
        return _open(cached, kept, about["whole"], cached.get)
    try:
        return _refresh(cached, about, kept, warn)
    except UsageError as error:
        if kept is None:
            raise
        warn(f"{error}; answering from the cache")
        return _open(cached, kept, about["whole"], cached.get_cached)


@dataclass(frozen=True, slots=True)
class CachedFeed:
    """A published feed and the folder of its cached files."""

    address: str
    folder: Path

    def about(self) -> JSON:
        """What is known of the feed that is kept: its digest and ETag, when it was asked for, whether its terms are
        there."""
        empty: JSON = {"etag": "", "checked": 0.0, "sha256": "", "whole": True}
        with contextlib.suppress(OSError, ValueError, RecursionError):
            found = json.loads((self.folder / _ABOUT).read_bytes())
            if isinstance(found, dict) and all(isinstance(found.get(key), type(value)) for key, value in empty.items()):
                return found
        return empty

    def read(self, path: str, digest: str) -> bytes | None:
        """A file of the feed as it is kept, if it is the one of this digest."""
        try:
            data = (self.folder / path.replace("/", "-")).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def get(self, path: str, digest: str) -> bytes:
        """A file of the feed, from the site where it is not kept."""
        kept = self.read(path, digest)
        if kept is not None:
            return kept
        found = fetch(urljoin(self.address, path)).data
        assert found is not None  # noqa: S101  (304 answers an ETag alone)
        return found

    def get_cached(self, path: str, digest: str) -> bytes:
        """A cached file of the feed."""
        kept = self.read(path, digest)
        if kept is None:
            raise UsageError(f"{urljoin(self.address, path)}: not cached; run once without --offline")
        return kept


def _refresh(cached: CachedFeed, about: JSON, kept: bytes | None, warn: Callable[[str], None]) -> MatchIndex:
    """Ask for the feed, and keep what came with all that it names once it is known to be sound."""
    fetched = fetch(cached.address, about["etag"] if kept is not None else "")
    data = fetched.data if fetched.data is not None else kept
    assert data is not None  # noqa: S101  (304 answers an ETag, and that is sent with what is kept alone)
    if fetched.data is None and about["whole"]:
        write_cache(cached.folder / _ABOUT, json.dumps({**about, "checked": time.time()}).encode())
        return _open(cached, data, True, cached.get)
    files: dict[str, bytes] = {}

    def get(path: str, digest: str) -> bytes:
        files[path] = cached.get(path, digest)
        return files[path]

    found = read_remote_feed(cached.address, data, get)
    if found.trouble:
        warn(f"{found.trouble}; answering without full text")
    answers = _make(cached, data, found)
    if found.trouble:
        files.pop(found.terms_url, None)
    for path, content in (*files.items(), (_FEED, data)):
        write_cache(cached.folder / path.replace("/", "-"), content)
    about = {
        "address": cached.address,
        "etag": fetched.etag,
        "checked": time.time(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "whole": not found.trouble,
    }
    write_cache(cached.folder / _ABOUT, json.dumps(about).encode())
    return answers


def _open(cached: CachedFeed, data: bytes, whole: bool, get: Get) -> MatchIndex:
    """The matcher of a feed that is kept, of its index where that is kept too."""
    found = open_index_file(cached.folder, _key(data, whole))
    return found or _make(cached, data, read_remote_feed(cached.address, data, get))


def _make(cached: CachedFeed, data: bytes, found: RemoteFeed) -> MatchIndex:
    key = _key(data, not found.trouble)
    texts = text_of_feed(found.feed, found.terms or ())
    try:
        kept = open_index_file(cached.folder, key)
        if kept is None:
            write_index(cached.folder, key, lambda base: write_index_of_feed(base, found.feed, texts))
            kept = open_index_file(cached.folder, key)
        return kept or match_index_of_feed(found.feed, build_text_search(texts, {}))
    except TemplateError as error:
        raise UsageError(f"{cached.address}: holds a broken template: {error}") from None


def _key(data: bytes, whole: bool) -> str:
    return f"{hashlib.sha256(data).hexdigest()}{'' if whole else ' without terms'} {rules_key()}"


def _folder(address: str, cache: str | None) -> Path:
    name = f"remote-{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:16]}"
    if cache:
        return Path(cache) / name
    import platformdirs

    return platformdirs.user_cache_path("unstuck") / name
