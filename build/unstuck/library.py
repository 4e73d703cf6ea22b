"""A knowledge base as the reading commands see it: its index, from the cache or made from the articles.

The index is derived from the articles alone, so the cache is keyed by their names, sizes and times; it lies in the
user's cache folder, never in the tree it describes.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from unstuck import __version__
from unstuck.config import Config, find_config
from unstuck.errors import UnstuckError, UsageError
from unstuck.resources import starter_kb_path

if TYPE_CHECKING:
    from unstuck.discovery import Listing
    from unstuck.document import Document
    from unstuck.pieces import Piece
    from unstuck_search.bm25 import FullText
    from unstuck_search.matcher import Matcher

JSON = dict[str, Any]
INDEX = "match.index"
PIECES = "pieces.jsonl"


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


@dataclass(frozen=True, slots=True)
class Answers:
    """What answers a paste: the matcher, and what is to be shown of each article (the errors feed's entries)."""

    matcher: Matcher
    shown: Mapping[str, JSON]
    articles: int


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


def open_answers(library: Library) -> Answers:
    """The matcher of a knowledge base, from the cache where the files have not changed since it was made."""
    from unstuck.discovery import discover
    from unstuck.pieces import fulltext_of

    listing = discover(library.config.kb_path)
    key = fingerprint(library.config, listing)
    for _ in range(2):
        found = open_index_file(library.cache, key)
        if found is not None:
            return found
        pieces = read_pieces(library, listing)
        keep_index(library.cache, key, index_of_feed(make_feed(library, pieces), fulltext_of(pieces.values())))
    # The cache cannot be written: answer from memory.
    pieces = read_pieces(library, listing)
    return answers_of_feed(make_feed(library, pieces), lambda: fulltext_of(pieces.values()))


def open_index_file(folder: Path, key: str) -> Answers | None:
    """The matcher of an index that was kept under a key; None where there is none, or it is damaged."""
    from unstuck_search.rules import load_rules
    from unstuck_search.stored import open_index

    path = folder / INDEX
    with contextlib.suppress(ValueError, OSError):
        if (folder / f"{INDEX}.sum").read_text(encoding="utf-8") == f"{key} {_checksum(path)}":
            stored = open_index(path, load_rules())
            return Answers(stored.matcher, stored.shown, stored.about["articles"])
    return None


def keep_index(folder: Path, key: str, data: bytes) -> None:
    """Keep an index under a key."""
    keep(folder / INDEX, data)
    keep(folder / f"{INDEX}.sum", f"{key} {zlib.crc32(data):08x}".encode())


def answers_of_feed(feed: JSON, fulltext: Callable[[], FullText] | None = None) -> Answers:
    """The matcher of an errors feed; with the articles' full text it can propose candidates by that too."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.matcher import Matcher

    shown = {one["kb_id"]: one for one in feed["articles"]}
    return Answers(Matcher(read_signatures(feed), read_contexts(feed), fulltext), shown, len(shown))


def _checksum(path: Path) -> str:
    """A quick sum over a file: a damaged index is made again, never asked."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return f"{zlib.crc32(data):08x}"


def index_of_feed(feed: JSON, fulltext: FullText) -> bytes:
    """The index file of an errors feed and of the full text of its articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.index import build_index
    from unstuck_search.rules import load_rules
    from unstuck_search.stored import dump_index

    signatures, contexts = read_signatures(feed), read_contexts(feed)
    shown = {one["kb_id"]: one for one in feed["articles"]}
    return dump_index(build_index(signatures, contexts, load_rules()), fulltext, shown, {"articles": len(shown)})


def documents(library: Library, paths: Iterable[str]) -> Iterator[Document]:
    """Articles of a knowledge base, read one after the other."""
    from unstuck.discovery import read_file
    from unstuck.document import Document
    from unstuck.parse import read_document
    from unstuck.roles import make_aliases

    aliases = make_aliases(library.config.sections)
    for path in paths:
        data, trap = read_file(library.config.kb_path, path)
        if trap is not None:
            yield Document(path, None, None, (trap,), 1)
        else:
            yield read_document(path, data, loose=library.config.loose, aliases=aliases)


def document_of(library: Library, kb_id: str) -> Document | None:
    """The article of an id or a former id, in any case; None where there is none.

    Only files that are named like the id or hold it are parsed.
    """
    from unstuck.discovery import discover, read_file
    from unstuck.frontmatter import id_from_path

    paths = discover(library.config.kb_path).articles
    wanted = kb_id.casefold()
    needle = wanted.encode("utf-8", "replace")
    named = [path for path in paths if wanted in (PurePosixPath(path).stem.casefold(), id_from_path(path).casefold())]
    first = set(named)
    holding = (
        path for path in paths if path not in first and needle in read_file(library.config.kb_path, path)[0].lower()
    )
    for document in documents(library, chain(named, holding)):
        article = document.article
        if article and wanted in (article.kb_id.casefold(), *(alias.casefold() for alias in article.front.aliases)):
            return document
    return None


def is_public(document: Document) -> bool:
    """Whether an article may appear in what is published: drafts, deprecated and internal ones may not."""
    article = document.article
    return bool(
        article and article.kb_id and article.front.status == "published" and article.front.audience == "public"
    )


def read_pieces(library: Library, listing: Listing) -> dict[str, Piece]:
    """What the index takes from each published article, by its id without regard to case; of files that have not
    changed since, from the cache."""
    from unstuck.pieces import make_piece, pack, unpack
    from unstuck.records import article_record

    salt = _salt(library.config)
    path = library.cache / PIECES
    known: dict[str, Piece | None] = {}
    with contextlib.suppress(OSError):
        known = dict(unpack(salt, path.read_bytes()))
    keys = dict(zip(listing.articles, map("\0".join, zip(listing.articles, listing.stamps, strict=True)), strict=True))
    missing = tuple(name for name, key in keys.items() if key not in known)
    for document in documents(library, missing):
        article = document.article if is_public(document) else None
        known[keys[document.path]] = None if article is None else make_piece(article, article_record(article))
    kept = {key: known[key] for key in keys.values()}
    if missing or len(kept) < len(known):
        keep(path, pack(salt, kept.items()))
    pieces: dict[str, Piece] = {}
    for piece in kept.values():
        if piece is not None:
            pieces.setdefault(piece.kb_id.casefold(), piece)
    return pieces


def make_feed(library: Library, pieces: Mapping[str, Piece]) -> JSON:
    """The errors feed of a knowledge base."""
    from unstuck.pieces import feed_of

    return feed_of(pieces.values(), library.config.title, library.config.base_url)


def fingerprint(config: Config, listing: Listing) -> str:
    """What tells whether an index is still right: names, sizes and times of the articles, our version, our rules."""
    digest = hashlib.sha256(_salt(config).encode())
    for path, stamp in zip(listing.articles, listing.stamps, strict=True):
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def _salt(config: Config) -> str:
    """What all articles' parts of an index depend on beside the articles."""
    own = f"{config.profile}\0{sorted(config.sections.items())}\0"
    return hashlib.sha256(f"{rules_key()}\0{own}".encode()).hexdigest()


def rules_key() -> str:
    """What every index depends on beside what it is made of: our version, our rules, the file's format."""
    from unstuck_search.rules import RULES
    from unstuck_search.stored import FORMAT

    return hashlib.sha256(RULES.read_bytes() + f"{__version__}\0{FORMAT}".encode()).hexdigest()


def keep(path: Path, data: bytes) -> None:
    """Write a cache file; a cache that cannot be written is no fault."""
    from unstuck.output import save

    with contextlib.suppress(UnstuckError):
        save(path, data)
