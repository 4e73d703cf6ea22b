"""The index file that answers are read from: kept in the cache folder, made whole or changed where articles changed.

Opening one costs a fresh process next to nothing, so this module imports what makes one only where it must be made.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unstuck.errors import UnstuckError

if TYPE_CHECKING:
    from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
    from unstuck.lookup.index_entry import IndexEntry
    from unstuck_search.fulltext.build import TextEntry
    from unstuck_search.fulltext.search import TextSearch
    from unstuck_search.index.build import Index
    from unstuck_search.matcher.matcher import Matcher

INDEX = "match.index"
_BASE = "base"
_AT_ONCE = 500  # entries in memory


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """What answers: the matcher, what is to be shown of each article, by its id, and full-text search."""

    matcher: Matcher
    articles: Mapping[str, FeedArticle]
    text: TextSearch


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an index file is to hold: the entries of `keys`, in the order in which an id's first one counts.

    `base` stands for all else it depends on; `synonyms` are the vocabulary's. `read` gives the entries of keys, but for
    those of files that hold no article to be published, and for those that are no longer known.
    """

    base: str
    keys: Sequence[bytes]
    synonyms: Mapping[str, Sequence[str]]
    read: Callable[[Collection[bytes]], Mapping[bytes, IndexEntry]]


class _StoredArticles(Mapping[str, "FeedArticle"]):
    """The articles of an index file, each read when it is asked for, related only to those that are there."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = stored

    def __getitem__(self, kb_id: str) -> FeedArticle:
        from unstuck.feeds.errors_feed import FeedArticle

        return FeedArticle.from_json(self._stored[kb_id]).related_to(self._stored)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def open_index_file(folder: Path, key: str) -> MatchIndex | None:
    """The matcher of an index that was kept under a key; None where there is none, or it is not as it was written."""
    path = folder / INDEX
    return _open(path) if noted_key(path) == key else None


def open_shipped_index(folder: Path, key: str) -> MatchIndex | None:
    """The same of an index that came with the program, whose installer wrote the file."""
    path = folder / INDEX
    note = _read_note(path)
    if note is None or note["key"] != key or note["stamp"][0] != _stamp(path)[0]:
        return None
    return _open(path)


def _open(path: Path) -> MatchIndex | None:
    from unstuck_search.index.file.open import open_index
    from unstuck_search.matcher.matcher import Matcher
    from unstuck_search.rules import load_rules

    with contextlib.suppress(ValueError, OSError):
        stored = open_index(path, load_rules())
        matcher = Matcher(stored.index, stored.signatures, lambda: stored.text.index)
        return MatchIndex(matcher, _StoredArticles(stored.shown), stored.text)
    return None


def noted_key(path: Path) -> str | None:
    """The key under which a file was kept; None where there is no such file, or it is not as it was written.

    As git decides it: a file whose size, times and inode are those noted was not written since. One that was copied
    here has other ones; it counts where it was noted with a checksum, and that is right.
    """
    note = _read_note(path)
    with contextlib.suppress(OSError):
        if note is not None and note["stamp"] == _stamp(path):
            return str(note["key"])
        if note is not None and note["sum"] is not None and note["sum"] == zlib.crc32(path.read_bytes()):
            with contextlib.suppress(UnstuckError):
                _note(path, note["key"], note["sum"])
            return str(note["key"])
    return None


def write_index(folder: Path, key: str, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Keep an index under a key, where the folder can be written."""
    from unstuck.store import replace_database

    def whole(base: sqlite3.Connection) -> bool:
        fill(base)
        return True

    path = folder / INDEX
    with contextlib.suppress(UnstuckError):
        replace_database(path, whole)
        _note(path, key, zlib.crc32(path.read_bytes()))


def bring(path: Path, key: str, wanted: Wanted, like: Path | None = None) -> None:
    """Make a file hold what is wanted, and keep it under a key. What is there already is changed only as far as it
    differs; where nothing is, the file at `like` is where to start from.

    Raises:
        UnstuckError: the disk refused.
    """
    from unstuck.store import replace_database

    former = noted_key(path)
    start = path if former is not None else like if like and noted_key(like) is not None else None
    state = _State.of(start) if start else None
    if start is not None and state is not None and state.base == wanted.base:
        change = _change(state, wanted)
        if change is not None and start == path and not change.gone and not change.come:
            if key != former:
                _note(path, key, (_read_note(path) or {}).get("sum"))
            return
        if change is not None and replace_database(path, change.apply, start):
            _note(path, key, None)
            return
    replace_database(path, lambda base: _whole(base, wanted))
    _note(path, key, zlib.crc32(path.read_bytes()))


@dataclass(frozen=True, slots=True)
class _State:
    """What an index file holds: the source of each article's entry, and what else it was made of."""

    base: str
    ids: Mapping[bytes, str]

    @property
    def sources(self) -> frozenset[bytes]:
        return frozenset(self.ids)

    @staticmethod
    def of(path: Path) -> _State | None:
        from unstuck_search.index.file.rows import read_sources

        with contextlib.suppress(sqlite3.Error, ValueError, LookupError):
            about, ids = read_sources(path)
            return _State(about[_BASE], ids)
        return None


@dataclass(frozen=True, slots=True)
class _Change:
    """What differs between an index file and what is wanted."""

    gone: Mapping[bytes, IndexEntry]
    come: Mapping[bytes, IndexEntry]

    def apply(self, base: sqlite3.Connection) -> bool | None:
        """Change the file; None where it must be made whole."""
        from unstuck.lookup.index_entry import indexed
        from unstuck_search.index.file.change import change_index
        from unstuck_search.rules import load_rules

        gone, come = ((indexed(one, key) for key, one in each.items()) for each in (self.gone, self.come))
        return change_index(base, gone, come, load_rules()) or None


def _change(state: _State, wanted: Wanted) -> _Change | None:
    """What differs; None where it is so much, or so unclear, that a whole file is due."""
    held, keys = state.sources, frozenset(wanted.keys)
    come, gone = wanted.read(keys - held), wanted.read(held - keys)
    if len(gone) < len(held - keys) or 2 * (len(come) + len(gone)) > len(held):
        return None
    left = {kb_id.casefold() for key, kb_id in state.ids.items() if key not in gone}
    new = [one.kb_id.casefold() for one in come.values()]
    return None if len(set(new)) < len(new) or left & set(new) else _Change(gone, come)


def _whole(base: sqlite3.Connection, wanted: Wanted) -> bool:
    """Fill an empty file.

    Entries are read again for each of its parts, a few at a time: all at once need much room."""
    from unstuck.lookup.index_entry import text_entry
    from unstuck_search.index.file.articles import Sourced
    from unstuck_search.index.file.write import dump_index
    from unstuck_search.partition import article_numbers

    index, keys = _make_index(wanted)
    texts = ((key, entry) for key, entry in _entries(wanted, [keys[kb_id] for kb_id in article_numbers(keys)]))
    sourced = (Sourced(text_entry(entry), key) for key, entry in texts)
    dump_index(base, keys, index, sourced, wanted.synonyms, _shown(wanted, keys), {_BASE: wanted.base})
    return True


def _make_index(wanted: Wanted) -> tuple[Index, dict[str, bytes]]:
    """The matcher's index, and the key of each article's entry by id."""
    from unstuck.feeds.errors_json import read_signatures
    from unstuck.lookup.index_entry import contexts_of
    from unstuck_search.index.article_terms import ArticleContext
    from unstuck_search.index.build import build_index
    from unstuck_search.rules import load_rules
    from unstuck_search.signatures.signature import Signature

    first: dict[str, tuple[str, bytes]] = {}
    signatures: list[Signature] = []
    contexts: dict[str, ArticleContext] = {}
    for key, entry in _entries(wanted, wanted.keys):
        if first.setdefault(entry.kb_id.casefold(), (entry.kb_id, key))[1] == key:
            signatures += read_signatures(entry.signatures)
            contexts |= contexts_of([entry])
    return build_index(signatures, contexts, load_rules()), dict(first.values())


def _shown(wanted: Wanted, keys: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """What is to be shown of each article, by id."""
    for _, entry in _entries(wanted, [keys[kb_id] for kb_id in sorted(keys)]):
        yield entry.kb_id, entry.article.to_json()


def _entries(wanted: Wanted, keys: Sequence[bytes]) -> Iterator[tuple[bytes, IndexEntry]]:
    """The entries of keys with these, in their order."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        read = wanted.read(some)
        yield from ((key, read[key]) for key in some if key in read)


def unique_entries(wanted: Wanted) -> dict[str, IndexEntry]:
    """The entries that an index of these holds, by id."""
    found: dict[str, IndexEntry] = {}
    for _, entry in _entries(wanted, wanted.keys):
        found.setdefault(entry.kb_id.casefold(), entry)
    return {entry.kb_id: entry for entry in found.values()}


def match_index_of_feed(feed: ErrorsFeed, text: TextSearch) -> MatchIndex:
    """What answers, in memory, made of an errors feed and the full text of its articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.matcher.matcher import build_matcher

    matcher = build_matcher(read_signatures(feed.signatures), read_contexts(feed.articles), lambda: text.index)
    return MatchIndex(matcher, {article.kb_id: article for article in feed.articles}, text)


def write_index_of_feed(base: sqlite3.Connection, feed: ErrorsFeed, texts: Iterable[TextEntry]) -> None:
    """Fill an empty database with the index of an errors feed, given what searches read of its articles."""
    from unstuck.feeds.errors_json import read_contexts, read_signatures
    from unstuck_search.index.build import build_index
    from unstuck_search.index.file.articles import Sourced
    from unstuck_search.index.file.write import dump_index
    from unstuck_search.partition import article_numbers
    from unstuck_search.rules import load_rules

    index = build_index(read_signatures(feed.signatures), read_contexts(feed.articles), load_rules())
    by_id = {one.id: one for one in texts}
    ids = {article.kb_id for article in feed.articles} | {one.kb_id for one in feed.signatures}
    ordered = (Sourced(by_id[kb_id]) for kb_id in article_numbers(ids) if kb_id in by_id)
    shown = ((article.kb_id, article.to_json()) for article in feed.articles)
    dump_index(base, ids, index, ordered, {}, shown, {})


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.note")


def _read_note(path: Path) -> dict[str, Any] | None:
    with contextlib.suppress(OSError, ValueError):
        note = json.loads(_note_of(path).read_bytes())
        if isinstance(note, dict) and note.keys() >= {"key", "stamp", "sum"}:
            return note
    return None


def _note(path: Path, key: str, checksum: int | None) -> None:
    from unstuck.output import save

    note = {"key": key, "stamp": _stamp(path), "sum": checksum}
    save(_note_of(path), json.dumps(note).encode())


def _stamp(path: Path) -> list[int]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]
