"""A knowledge base as the reading commands see it: its errors feed, from the cache or made from the articles.

The feed is derived from the articles alone, so the cache is keyed by their names, sizes and times; it lies in the
user's cache folder, never in the tree it describes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unstuck import __version__
from unstuck.config import Config, find_config
from unstuck.errors import UnstuckError, UsageError
from unstuck.resources import starter_kb_path

if TYPE_CHECKING:
    from unstuck.discovery import Listing
    from unstuck.document import Document
    from unstuck_search.matcher import Matcher

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    """One knowledge base. `starter` tells that none was in sight, so that the one we ship with answers."""

    config: Config
    starter: bool
    cache: Path

    def describe(self, articles: int) -> str:
        """The knowledge base in words, for people who wonder what was asked."""
        name = "the starter KB" if self.starter else str(self.config.kb_path)
        return f"{name}, {articles} articles"


def open_library(start: Path, *, kb: str | None = None, cache: str | None = None) -> Library:
    """The knowledge base for a folder: the one named, the nearest upwards, else the starter KB.

    Raises:
        UsageError: the one named does not exist.
    """
    starter = False
    if kb is not None:
        folder = Path(kb)
        if not folder.is_dir():
            raise UsageError(f"{kb}: no such folder; name the folder that holds kb/, or the articles' own folder")
        config = find_config(folder)
        if not config.kb_path.is_dir() or folder.resolve() not in (config.root, config.kb_path.resolve()):
            inner = folder / "kb"
            config = Config(folder.resolve(), kb="kb" if inner.is_dir() else ".")
    else:
        config = find_config(start)
        if not config.kb_path.is_dir():
            starter = True
            config = Config(starter_kb_path(), title="Unstuck starter KB", kb=".")
    return Library(config, starter, cache_folder(config, cache))


def cache_folder(config: Config, override: str | None = None) -> Path:
    """Where indexes of this knowledge base are kept."""
    if override:
        return Path(override)
    import platformdirs

    key = hashlib.sha256(str(config.kb_path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_cache_path("unstuck") / key


def errors_feed(library: Library) -> JSON:
    """The errors feed of published articles, from the cache where the files have not changed since."""
    from unstuck.discovery import discover

    listing = discover(library.config.kb_path)
    key = fingerprint(library.config, listing)
    cached = library.cache / "errors.json"
    try:
        data = json.loads(cached.read_bytes())
        if data["key"] == key and (library.cache / "texts.json").is_file():
            return dict(data["feed"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    feed, texts = _make_feed(library, listing)
    keep(library.cache / "texts.json", json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace"))
    keep(cached, json.dumps({"key": key, "feed": feed}, ensure_ascii=False).encode("utf-8", "replace"))
    return feed


def matcher(feed: JSON, library: Library | None = None) -> Matcher:
    """A matcher over a feed's signatures, titles and products, and over the bodies of a library's articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.matcher import Matcher

    texts = None if library is None else lambda: article_texts(library)
    return Matcher(read_signatures(feed), read_contexts(feed), texts)


def article_texts(library: Library) -> dict[str, str]:
    """The bodies of published articles by id, as kept with the errors feed; empty where nothing is kept."""
    try:
        return dict(json.loads((library.cache / "texts.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def documents(library: Library, listing: Listing) -> Iterator[Document]:
    """All articles of a knowledge base, read one after the other."""
    from unstuck.discovery import read_file
    from unstuck.document import Document
    from unstuck.parse import read_document
    from unstuck.roles import make_aliases

    aliases = make_aliases(library.config.sections)
    for path in listing.articles:
        data, trap = read_file(library.config.kb_path, path)
        if trap is not None:
            yield Document(path, None, None, (trap,), 1)
        else:
            yield read_document(path, data, loose=library.config.loose, aliases=aliases)


def is_public(document: Document) -> bool:
    """Whether an article may appear in what is published: drafts, deprecated and internal ones may not."""
    article = document.article
    return bool(
        article and article.kb_id and article.front.status == "published" and article.front.audience == "public"
    )


def _make_feed(library: Library, listing: Listing) -> tuple[JSON, dict[str, str]]:
    from unstuck.feeds import errors_json
    from unstuck.records import article_record

    articles, signatures, texts = [], [], {}
    seen: set[str] = set()
    for document in documents(library, listing):
        article = document.article
        if article is None or not is_public(document) or article.kb_id.casefold() in seen:
            continue
        seen.add(article.kb_id.casefold())
        articles.append(errors_json.article_entry(article))
        record = article_record(article)
        texts[article.kb_id] = "\n".join((record.symptoms, record.tldr, record.commands, record.body))
        names = [one.name for one in article.placeholders]
        signatures += [errors_json.signature_entry(one, names) for one in errors_json.article_signatures(article)]
    return errors_json.errors_feed(library.config.title, library.config.base_url, articles, signatures), texts


def fingerprint(config: Config, listing: Listing) -> str:
    """What tells whether any article changed: names, sizes and times of the files, and our own version."""
    digest = hashlib.sha256(f"{__version__}\0{config.profile}\0{sorted(config.sections.items())}\0".encode())
    for path, stamp in zip(listing.articles, listing.stamps, strict=True):
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def keep(path: Path, data: bytes) -> None:
    """Write a cache file; a cache that cannot be written is no fault."""
    from unstuck.output import save

    with contextlib.suppress(UnstuckError):
        save(path, data)
