"""A knowledge base as the reading commands see it: its index, from the cache or made from the articles.

The index is derived from the articles alone, so the cache is keyed by their names, sizes and times; it lies in the
user's cache folder, never in the tree it describes.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from unstuck import __version__
from unstuck.config import Config, find_config
from unstuck.errors import UnstuckError, UsageError
from unstuck.progress import Watch, unwatched, watched
from unstuck.resources import shipped_index, starter_kb_path
from unstuck.wording import counted

if TYPE_CHECKING:
    from unstuck.article.discovery import Listing
    from unstuck.article.document import Document
    from unstuck.article.vocabulary import Vocabulary
    from unstuck.feeds.errors_feed import ErrorsFeed
    from unstuck.lookup.index_entry import IndexEntry
    from unstuck.lookup.index_file import MatchIndex, Wanted
    from unstuck.store import Store


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
            config = starter_config()
    return KnowledgeBase(config, starter, cache_folder(config, cache))


def cache_folder(config: Config, override: str | None = None) -> Path:
    """Where indexes of this knowledge base are kept."""
    if override:
        return Path(override)
    import platformdirs

    key = hashlib.sha256(str(config.kb_path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_cache_path("unstuck") / key


def open_match_index(knowledge_base: KnowledgeBase, watch: Watch = unwatched) -> MatchIndex:
    """The matcher of a knowledge base, from the cache where the files have not changed since it was made."""
    from unstuck.article.discovery import discover
    from unstuck.lookup.index_file import INDEX, bring, open_index_file, open_shipped_index

    listing = discover(knowledge_base.config.kb_path)
    shipped = shipped_index() if knowledge_base.starter else None
    if shipped is not None:
        found = open_shipped_index(shipped, shipped_key(knowledge_base.config, listing))
        if found is not None:
            return found
    key = fingerprint(knowledge_base.config, listing)
    found = open_index_file(knowledge_base.cache, key)
    if found is None:
        with wanted_entries(knowledge_base, listing, watch) as wanted:
            with contextlib.suppress(UnstuckError):
                bring(knowledge_base.cache / INDEX, key, wanted)
                found = open_index_file(knowledge_base.cache, key)
            if found is None:  # the cache cannot be written: answer from memory
                found = _in_memory(knowledge_base, wanted)
    return found


def _in_memory(knowledge_base: KnowledgeBase, wanted: Wanted) -> MatchIndex:
    from unstuck.lookup.index_entry import text_search_of
    from unstuck.lookup.index_file import match_index_of_feed, unique_entries

    entries = unique_entries(wanted)
    return match_index_of_feed(make_feed(knowledge_base, entries), text_search_of(entries.values(), wanted.synonyms))


@contextlib.contextmanager
def wanted_entries(knowledge_base: KnowledgeBase, listing: Listing, watch: Watch = unwatched) -> Iterator[Wanted]:
    """What the index of a knowledge base is to hold; entries come from the store, which is open as long, and those of
    files that changed are made and kept there."""
    from unstuck.lookup.index_file import Wanted
    from unstuck.lookup.index_key import ENTRY, entries_salt, entry_key, file_bytes
    from unstuck.store import Store

    config = knowledge_base.config
    salt = entries_salt(config)
    with Store(knowledge_base.cache) as store:
        digests = store.digests(listing.articles, listing.stamps, lambda path: file_bytes(config.kb_path, path))
        keys = {path: entry_key(salt, path, digests[path]) for path in listing.articles}
        paths = {key: path for path, key in keys.items()}

        def read(wanted: Collection[bytes]) -> dict[bytes, IndexEntry]:
            return _read_entries(knowledge_base, store, paths, wanted, watch)

        synonyms = read_kb_vocabulary(knowledge_base).synonyms() if listing.has_vocabulary else {}
        yield Wanted(index_base(config, listing), list(keys.values()), synonyms, read)
        store.prune(ENTRY, keys.values())


def _read_entries(
    knowledge_base: KnowledgeBase, store: Store, paths: Mapping[bytes, str], wanted: Collection[bytes], watch: Watch
) -> dict[bytes, IndexEntry]:
    """The entries of keys, from the store; those it does not have are made of their files, where these are there."""
    from unstuck.lookup.index_entry import IndexEntry, make_index_entry
    from unstuck.lookup.index_key import ENTRY, NO_ENTRY
    from unstuck.lookup.records import article_record
    from unstuck.packing import pack, unpack

    kept = dict(store.get(ENTRY, wanted))
    found = {key: unpack(data, IndexEntry) for key, data in kept.items()}
    lost = (key for key in wanted if key in paths and found.get(key) is None and kept.get(key) != NO_ENTRY)
    missing = {paths[key]: key for key in lost}
    for document in watched(documents(knowledge_base, missing), watch, "Reading articles", len(missing)):
        article = document.article if document.is_public else None
        entry = None if article is None else make_index_entry(article, article_record(article))
        found[missing[document.path]] = entry
    store.put(ENTRY, [(key, pack(found[key]) if found[key] else NO_ENTRY) for key in missing.values()])
    watch("Indexing", 0, 0)
    return {key: entry for key, entry in found.items() if entry is not None}


def read_index_entries(knowledge_base: KnowledgeBase, listing: Listing) -> dict[str, IndexEntry]:
    """What the index takes from each published article, by its id."""
    from unstuck.lookup.index_file import unique_entries

    with wanted_entries(knowledge_base, listing) as wanted:
        return unique_entries(wanted)


def read_kb_vocabulary(knowledge_base: KnowledgeBase) -> Vocabulary:
    """The vocabulary of a knowledge base; empty where it has none."""
    from unstuck.article.vocabulary import PATH, Vocabulary, read_vocabulary

    try:
        return read_vocabulary((knowledge_base.config.kb_path / PATH).read_bytes())[0]
    except OSError:
        return Vocabulary()


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


def make_feed(knowledge_base: KnowledgeBase, entries: Mapping[str, IndexEntry]) -> ErrorsFeed:
    """The errors feed of a knowledge base."""
    from unstuck.lookup.index_entry import feed_of

    return feed_of(entries.values(), knowledge_base.config.title, knowledge_base.config.base_url)


def fingerprint(config: Config, listing: Listing) -> str:
    """A key of the index: names, sizes and times of the articles and the vocabulary, our version, our rules."""
    digest = hashlib.sha256(f"{_salt(config)}\0{listing.vocabulary_stamp}\0".encode())
    digest.update("\0".join(listing.articles).encode("utf-8", "surrogateescape"))
    digest.update(" ".join(map(str, chain.from_iterable(listing.stamps))).encode())
    return digest.hexdigest()


def shipped_key(config: Config, listing: Listing) -> str:
    """A key of the index that ships with the program: an installer sets times and inodes, but not names and sizes."""
    sizes = [(path, stamp[0]) for path, stamp in zip(listing.articles, listing.stamps, strict=True)]
    words = listing.vocabulary_stamp[0] if listing.vocabulary_stamp else 0
    return hashlib.sha256(f"{_salt(config)}\0{words}\0{sizes}".encode()).hexdigest()


def ship_index(folder: Path) -> None:
    """Make the starter KB's index in a folder, to be shipped with the program."""
    import tempfile

    from unstuck.article.discovery import discover
    from unstuck.lookup.index_file import INDEX, bring

    config = starter_config()
    listing = discover(config.kb_path)
    with tempfile.TemporaryDirectory() as cache:
        knowledge_base = KnowledgeBase(config, starter=True, cache=Path(cache))
        with wanted_entries(knowledge_base, listing) as wanted:
            bring(folder / INDEX, shipped_key(config, listing), wanted)


def starter_config() -> Config:
    """The configuration of the knowledge base that ships with the program."""
    return Config(starter_kb_path(), title="Unstuck starter KB", kb=".")


def index_base(config: Config, listing: Listing) -> str:
    """What stands for all that an index depends on besides the articles: see `fingerprint`, but by content."""
    from unstuck.article.vocabulary import PATH as VOCABULARY
    from unstuck.lookup.index_key import file_bytes

    words = file_bytes(config.kb_path, VOCABULARY) if listing.has_vocabulary else b""
    return hashlib.sha256(_salt(config).encode() + words).hexdigest()


def _salt(config: Config) -> str:
    """What all articles' parts of an index depend on besides the articles."""
    own = f"{config.profile}\0{sorted(config.sections.items())}\0"
    return hashlib.sha256(f"{rules_key()}\0{own}".encode()).hexdigest()


def rules_key() -> str:
    """What every index depends on besides its contents: our version, our rules, the file's format."""
    from unstuck_search.index.file.tables import FORMAT
    from unstuck_search.rules import RULES

    return hashlib.sha256(RULES.read_bytes() + f"{__version__}\0{FORMAT}".encode()).hexdigest()


def write_cache(path: Path, data: bytes) -> None:
    """Write a cache file; a cache that cannot be written is not an error."""
    from unstuck.output import save

    with contextlib.suppress(UnstuckError):
        save(path, data)
