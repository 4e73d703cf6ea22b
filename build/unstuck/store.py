"""What was made of a knowledge base's files, kept in the cache folder by the content it was made of.

One SQLite database for each knowledge base. An item is found by its kind and by a key that is a digest of all it
depends on, so nothing in here can be out of date: it is found, or it is made again. A damaged row counts as missing, a
damaged database is started anew, and where nothing can be written (a full or read-only disk, a database that another
process holds), items live as long as the process.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from unstuck.errors import UnstuckError

T = TypeVar("T")
FORMAT = 1
NAME = "store.sqlite"
_BUSY_SECONDS = 2.0
# A file that was written this shortly before it was looked at may have been written again within the clock's grain.
_RACY_NS = 20_000_000
_STALE_SHARE = 1.0  # items that nothing asks for any more, as a share of those in use, from which on they are deleted

Stamp = tuple[int, int, int, int]  # a file's size, times of content and of inode in ns, and inode

_SCHEMA = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE IF NOT EXISTS file
  (path TEXT PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, noted INT, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, kind TEXT, key BLOB, crc INT, data BLOB, UNIQUE (kind, key));
CREATE TABLE IF NOT EXISTS unit (site TEXT, name TEXT, key BLOB, files TEXT, PRIMARY KEY (site, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS site (site TEXT PRIMARY KEY, state TEXT, key BLOB, files INT) WITHOUT ROWID;
"""


class Store:
    """An open store. Use as a context manager; it belongs to one thread. In a forked process it opens its own."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._opened = _open(self._path)
        self._owner = os.getpid()

    @property
    def folder(self) -> Path:
        """The cache folder that it lies in."""
        return self._path.parent

    @property
    def _base(self) -> sqlite3.Connection:
        # A connection must not be carried over a fork; one in memory has nothing to share.
        if self._owner != os.getpid() and self._opened.execute("PRAGMA database_list").fetchone()[2]:
            self._opened = _open(self._path)
            self._owner = os.getpid()
        return self._opened

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def digests(self, names: Sequence[str], stamps: Sequence[Stamp], read: Callable[[str], bytes]) -> dict[str, bytes]:
        """The digest of each file's bytes.

        A file is not read where its stamp equals the one noted, and is older than the note: as git decides it. A file
        that changes while it is read is read again next time, since its stamp is then younger than the note.
        """
        noted: dict[str, tuple[Stamp, int, bytes]] = {}
        with contextlib.suppress(sqlite3.Error):
            rows = self._base.execute("SELECT path, size, mtime, ctime, inode, noted, digest FROM file")
            noted = {path: ((size, m, c, inode), at, digest) for path, size, m, c, inode, at, digest in rows}
        now = time.time_ns()
        found: dict[str, bytes] = {}
        changed = []
        for name, stamp in zip(names, stamps, strict=True):
            known = noted.get(name)
            if known is not None and known[0] == stamp and max(stamp[1], stamp[2]) + _RACY_NS < known[1]:
                found[name] = known[2]
                continue
            found[name] = hashlib.blake2b(read(name), digest_size=16).digest()
            changed.append((name, *stamp, now, found[name]))
        gone = [(name,) for name in noted.keys() - found.keys()]
        if changed or gone:
            with self._writing():
                self._base.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", changed)
                self._base.executemany("DELETE FROM file WHERE path = ?", gone)
        return found

    def get(self, kind: str, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Those of some items that are there, each with its key; a damaged one is not."""
        sql = "SELECT crc, data FROM item WHERE kind = ? AND key = ?"
        for key in keys:
            try:
                row = self._base.execute(sql, (kind, key)).fetchone()
            except sqlite3.Error:
                continue
            if row is not None and isinstance(row[1], bytes) and zlib.crc32(row[1]) == row[0]:
                yield key, row[1]

    def held(self, kind: str) -> frozenset[bytes]:
        """The keys of all items of a kind."""
        with contextlib.suppress(sqlite3.Error):
            return frozenset(key for (key,) in self._base.execute("SELECT key FROM item WHERE kind = ?", (kind,)))
        return frozenset()

    def put(self, kind: str, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep items by their keys."""
        with self._writing():
            self._base.executemany(
                "INSERT OR REPLACE INTO item (kind, key, crc, data) VALUES (?, ?, ?, ?)",
                ((kind, key, zlib.crc32(data), data) for key, data in items),
            )

    def prune(self, kind: str, used: Iterable[bytes]) -> None:
        """Delete the items of a kind that are not used, once there are as many of them as of the used ones."""
        kept = frozenset(used)
        stale = self.held(kind) - kept
        if len(stale) > _STALE_SHARE * len(kept):
            with self._writing():
                self._base.executemany("DELETE FROM item WHERE kind = ? AND key = ?", [(kind, key) for key in stale])

    def forget(self) -> None:
        """Delete all items, so that they are made again."""
        with self._writing():
            self._base.execute("DELETE FROM item")

    def units(self, site: str, state: str) -> dict[str, tuple[bytes, dict[str, str]]]:
        """The units that a site in this state was made of: by name, each one's key and the digests of its files by
        path. Empty where that is not known."""
        with contextlib.suppress(sqlite3.Error):
            row = self._base.execute("SELECT state FROM site WHERE site = ?", (site,)).fetchone()
            if row is None or row[0] != state:
                return {}
            rows = self._base.execute("SELECT name, key, files FROM unit WHERE site = ?", (site,))
            return {name: (key, json.loads(files)) for name, key, files in rows}
        return {}

    def site(self, site: str, state: str) -> tuple[bytes, int] | None:
        """The key of all that a site in this state was made of, and how many files it has; None where that is not
        known."""
        sql = "SELECT key, files FROM site WHERE site = ? AND state = ?"
        with contextlib.suppress(sqlite3.Error):
            for key, files in self._base.execute(sql, (site, state)):
                return key, files
        return None

    def note_site(
        self,
        site: str,
        state: str,
        made_of: tuple[bytes, int],
        units: Mapping[str, tuple[bytes, Mapping[str, str]]],
        gone: Iterable[str],
    ) -> None:
        """Note a site's new state, its key and number of files; of its units those that changed and the names of those
        that went."""
        with self._writing():
            self._base.execute("INSERT OR REPLACE INTO site VALUES (?, ?, ?, ?)", (site, state, *made_of))
            self._base.executemany("DELETE FROM unit WHERE site = ? AND name = ?", [(site, name) for name in gone])
            self._base.executemany(
                "INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?)",
                [(site, name, unit_key, json.dumps(files)) for name, (unit_key, files) in units.items()],
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; what cannot be written is made again by whoever needs it next."""
        try:
            with self._base:
                yield
        except sqlite3.Error:
            pass


def _open(path: Path) -> sqlite3.Connection:
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(path, timeout=_BUSY_SECONDS)
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version not in (0, FORMAT):
                base.close()
                _remove(path)
                continue
            base.executescript(_SCHEMA)
        except sqlite3.OperationalError:
            break  # it cannot be opened or written, or another process holds it
        except sqlite3.DatabaseError:
            _remove(path)
        except OSError:
            break
        else:
            return base
    base = sqlite3.connect(":memory:")
    base.executescript(_SCHEMA)
    return base


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def replace_database(
    path: Path, change: Callable[[sqlite3.Connection], T | None], start: Path | None = None
) -> T | None:
    """Put a database in the place of another, whole or not at all: an empty one, or a copy of the one at `start`, after
    `change` changed it. Who has the other one open keeps reading it. Returns what `change` does; where that is None,
    nothing is replaced.

    Raises:
        UnstuckError: the disk refused.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if start is not None:
            shutil.copyfile(start, temporary)
        with contextlib.closing(sqlite3.connect(temporary)) as base:
            base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
            done = change(base)
            base.commit()
        if done is not None:
            temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise UnstuckError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return done
