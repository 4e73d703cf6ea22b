"""A knowledge base as the reading commands see it: its index, from the cache or made from the articles.

The index is derived from the articles alone, so the cache is keyed by their names, sizes and times; it lies in the
user's cache folder, never in the tree it describes.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from unstuck import __version__
from unstuck.config import Config, find_config
from unstuck.errors import UnstuckError, UsageError
from unstuck.resources import starter_kb_path
from unstuck.wording import counted

if TYPE_CHECKING:
    from unstuck.article.discovery import Listing
    from unstuck.article.document import Document
    from unstuck.article.vocabulary import Vocabulary
    from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
    from unstuck.lookup.index_entry import IndexEntry
    from unstuck_search.fulltext.search import TextSearch
    from unstuck_search.index.build import Index
    from unstuck_search.matcher.matcher import Matcher

INDEX = "match.index"
_NONE = b""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """One knowledge base. `starter` means that none was found, so that the one shipped with the program answers."""

    config: Config
    starter: bool
    cache: Path

    def describe(self, articles: int) -> str:
        """The knowledge base in words, for people who wonder what was asked."""
        name = "the starter KB" if self.starter else str(self.config.kb_path)
        return f"{name}, {counted(articles, 'article')}"


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """What answers: the matcher, what is to be shown of each article, by its id, and full-text search."""

    matcher: Matcher
    articles: Mapping[str, FeedArticle]
    text: TextSearch


class _StoredArticles(Mapping[str, "FeedArticle"]):
    """The articles of an index file, each read when it is asked for."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = stored

    def __getitem__(self, kb_id: str) -> FeedArticle:
        from unstuck.feeds.errors_feed import FeedArticle

        return FeedArticle.from_json(self._stored[kb_id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def open_knowledge_base(start: Path, *, kb: str | None = None, cache: str | None = None) -> KnowledgeBase:
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
    return KnowledgeBase(config, starter, cache_folder(config, cache))


def cache_folder(config: Config, override: str | None = None) -> Path:
    """Where indexes of this knowledge base are kept."""
    if override:
        return Path(override)
    import platformdirs

    key = hashlib.sha256(str(config.kb_path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_cache_path("unstuck") / key


def open_match_index(knowledge_base: KnowledgeBase) -> MatchIndex:
    """The matcher of a knowledge base, from the cache where the files have not changed since it was made."""
    from unstuck.article.discovery import discover

    listing = discover(knowledge_base.config.kb_path)
    key = fingerprint(knowledge_base.config, listing)
    for _ in range(2):
        found = open_index_file(knowledge_base.cache, key)
        if found is not None:
            return found
        feed, text = _contents(knowledge_base, listing)
        write_index(knowledge_base.cache, key, index_of_feed(feed, text))
    # The cache cannot be written: answer from memory.
    return match_index_of_feed(*_contents(knowledge_base, listing))


def _contents(knowledge_base: KnowledgeBase, listing: Listing) -> tuple[ErrorsFeed, TextSearch]:
    from unstuck.lookup.index_entry import text_search_of  # not needed, and slow, where an index is kept

    entries = read_index_entries(knowledge_base, listing)
    text = text_search_of(entries.values(), read_kb_vocabulary(knowledge_base).synonyms())
    return make_feed(knowledge_base, entries), text


def read_kb_vocabulary(knowledge_base: KnowledgeBase) -> Vocabulary:
    """The vocabulary of a knowledge base; empty where it has none."""
    from unstuck.article.vocabulary import PATH, Vocabulary, read_vocabulary

    try:
        return read_vocabulary((knowledge_base.config.kb_path / PATH).read_bytes())[0]
    except OSError:
        return Vocabulary()


def open_index_file(folder: Path, key: str) -> MatchIndex | None:
    """The matcher of an index that was kept under a key; None where there is none, or it is damaged."""
    from unstuck_search.index.sqlite_file import open_index
    from unstuck_search.matcher.matcher import Matcher
    from unstuck_search.rules import load_rules

    path = folder / INDEX
    with contextlib.suppress(ValueError, OSError):
        if (folder / f"{INDEX}.sum").read_text(encoding="utf-8") == f"{key} {_checksum(path)}":
            stored = open_index(path, load_rules())
            matcher = Matcher(stored.index, stored.signatures, lambda: stored.text.index)
            return MatchIndex(matcher, _StoredArticles(stored.shown), stored.text)
    return None


def write_index(folder: Path, key: str, data: bytes) -> None:
    """Keep an index under a key."""
    write_cache(folder / INDEX, data)
    write_cache(folder / f"{INDEX}.sum", f"{key} {zlib.crc32(data):08x}".encode())


def match_index_of_feed(feed: ErrorsFeed, text: TextSearch) -> MatchIndex:
    """What answers, in memory, made of an errors feed and the full text of its articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.matcher.matcher import build_matcher

    matcher = build_matcher(read_signatures(feed.signatures), read_contexts(feed.articles), lambda: text.index)
    return MatchIndex(matcher, {article.kb_id: article for article in feed.articles}, text)


def _checksum(path: Path) -> str:
    """A quick sum over a file: a damaged index is made again, never asked."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return f"{zlib.crc32(data):08x}"


def keep_index(
    knowledge_base: KnowledgeBase, listing: Listing, index: Index, text: TextSearch, feed: ErrorsFeed
) -> None:
    """Keep an index that a build made, so that the first question need not make it."""
    from unstuck_search.index.sqlite_file import dump_index

    shown = {article.kb_id: article.to_json() for article in feed.articles}
    write_index(knowledge_base.cache, fingerprint(knowledge_base.config, listing), dump_index(index, text, shown, {}))


def index_of_feed(feed: ErrorsFeed, text: TextSearch) -> bytes:
    """The index file of an errors feed and of the full text of its articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.index.build import build_index
    from unstuck_search.index.sqlite_file import dump_index
    from unstuck_search.rules import load_rules

    index = build_index(read_signatures(feed.signatures), read_contexts(feed.articles), load_rules())
    return dump_index(index, text, {article.kb_id: article.to_json() for article in feed.articles}, {})


def documents(knowledge_base: KnowledgeBase, paths: Iterable[str]) -> Iterator[Document]:
    """Articles of a knowledge base, read one after the other."""
    from unstuck.article.parse import read_article
    from unstuck.article.roles import make_aliases

    config = knowledge_base.config
    aliases = make_aliases(config.sections)
    for path in paths:
        yield read_article(config.kb_path, path, loose=config.loose, aliases=aliases)


def document_of(knowledge_base: KnowledgeBase, kb_id: str) -> Document | None:
    """The article of an id or a former id, in any case; None where there is none.

    Only files that are named like the id or hold it are parsed.
    """
    from unstuck.article.discovery import discover, read_file
    from unstuck.article.kb_id import id_from_path

    paths = discover(knowledge_base.config.kb_path).articles
    wanted = kb_id.casefold()
    needle = wanted.encode("utf-8", "replace")
    named = [path for path in paths if wanted in (PurePosixPath(path).stem.casefold(), id_from_path(path).casefold())]
    first = set(named)
    holding = (
        path
        for path in paths
        if path not in first and needle in read_file(knowledge_base.config.kb_path, path)[0].lower()
    )
    for document in documents(knowledge_base, chain(named, holding)):
        article = document.article
        if article and wanted in (article.kb_id.casefold(), *(alias.casefold() for alias in article.front.aliases)):
            return document
    return None


def read_index_entries(knowledge_base: KnowledgeBase, listing: Listing) -> dict[str, IndexEntry]:
    """What the index takes from each published article, by its id without regard to case; of files that have not
    changed since, from the store."""
    from unstuck.lookup.index_entry import IndexEntry, make_index_entry
    from unstuck.lookup.index_key import ENTRY, entries_salt, entry_key, file_bytes
    from unstuck.lookup.records import article_record
    from unstuck.packing import pack, unpack
    from unstuck.store import Store

    folder = knowledge_base.config.kb_path
    salt = entries_salt(knowledge_base.config)
    with Store(knowledge_base.cache) as store:
        digests = store.digests(listing.articles, listing.stamps, lambda path: file_bytes(folder, path))
        keys = {path: entry_key(salt, path, digests[path]) for path in listing.articles}
        kept = dict(store.get(ENTRY, keys.values()))
        found = {path: unpack(kept.get(key), IndexEntry) for path, key in keys.items()}
        # Nothing but a mark is kept of a file that holds no article to be published.
        missing = [path for path, key in keys.items() if found[path] is None and kept.get(key) != _NONE]
        for document in documents(knowledge_base, missing):
            article = document.article if document.is_public else None
            found[document.path] = None if article is None else make_index_entry(article, article_record(article))
        store.put(ENTRY, [(keys[path], pack(found[path]) if found[path] else _NONE) for path in missing])
        store.prune(ENTRY, keys.values())
    entries: dict[str, IndexEntry] = {}
    for path in listing.articles:
        index_entry = found[path]
        if index_entry is not None:
            entries.setdefault(index_entry.kb_id.casefold(), index_entry)
    return entries


def make_feed(knowledge_base: KnowledgeBase, entries: Mapping[str, IndexEntry]) -> ErrorsFeed:
    """The errors feed of a knowledge base."""
    from unstuck.lookup.index_entry import feed_of

    return feed_of(entries.values(), knowledge_base.config.title, knowledge_base.config.base_url)


def fingerprint(config: Config, listing: Listing) -> str:
    """A key of the index: names, sizes and times of the articles and the vocabulary, our version, our rules."""
    digest = hashlib.sha256(_salt(config).encode())
    digest.update(f"{listing.vocabulary_stamp}\0".encode())
    for path, stamp in zip(listing.articles, listing.stamps, strict=True):
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def _salt(config: Config) -> str:
    """What all articles' parts of an index depend on besides the articles."""
    own = f"{config.profile}\0{sorted(config.sections.items())}\0"
    return hashlib.sha256(f"{rules_key()}\0{own}".encode()).hexdigest()


def rules_key() -> str:
    """What every index depends on besides its contents: our version, our rules, the file's format."""
    from unstuck_search.index.sqlite_file import FORMAT
    from unstuck_search.rules import RULES

    return hashlib.sha256(RULES.read_bytes() + f"{__version__}\0{FORMAT}".encode()).hexdigest()


def write_cache(path: Path, data: bytes) -> None:
    """Write a cache file; a cache that cannot be written is not an error."""
    from unstuck.output import save

    with contextlib.suppress(UnstuckError):
        save(path, data)
