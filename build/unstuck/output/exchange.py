"""Working folders next to the output, the lock on it, and the exchange of names that publishes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from unstuck.errors import UnstuckError
from unstuck.output.save import remove_tree


@contextlib.contextmanager
def publishing(out: Path) -> Iterator[None]:
    """Only one build publishes to a place at a time, and what the disk refuses is reported.

    Raises:
        UnstuckError: the disk refused, or another build is publishing to the same place.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise UnstuckError(f"{where}{error.strerror or error}; nothing was published, {out} is as it was") from None


def working_folder(out: Path, purpose: str = "") -> Path:
    """A name next to the output for a folder that this process works in."""
    return out.with_name(f"{_prefix(out)}{os.getpid()}{purpose}")


def spare_folder(out: Path) -> Path:
    """The name next to the output under which a former tree is kept."""
    return out.with_name(f"{_prefix(out)}spare")


def clear_litter(out: Path) -> None:
    """Remove what builds left that were killed."""
    spare = spare_folder(out).name
    for name in os.listdir(out.parent):  # noqa: PTH208 -- of many neighbours only the names are of interest
        if name.startswith(_prefix(out)) and name != spare:
            remove_tree(out.with_name(name))


def clear(*folders: Path) -> None:
    """Remove working folders, also where the request to stop comes while that is done. What cannot be removed is left:
    it may not change what a build says about the site, and the next one tries again."""
    try:
        _remove_trees(folders)
    except BaseException:
        _remove_trees(folders)
        raise


def _remove_trees(trees: tuple[Path, ...]) -> None:
    for tree in trees:
        with contextlib.suppress(OSError):
            remove_tree(tree)


def exchange(fresh: Path, out: Path) -> Path | None:
    """Give the finished folder the output's name.

    Returns:
        Where the former folder is now: under the name `fresh` after an atomic exchange, else under another one next to
        the output, to be removed; None where there was none.
    """
    if not out.exists():
        fresh.rename(out)
        return None
    if _swap(fresh, out):
        return fresh
    # No atomic exchange here: two renames, with the old site missing for an instant between them.
    old = working_folder(out, "-old")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    return old


def _prefix(out: Path) -> str:
    return f".{out.name}.unstuck-"


def _swap(first: Path, second: Path) -> bool:
    """Exchange two names atomically where the system can (Linux `renameat2`, macOS `renamex_np`)."""
    exchange = 2
    a, b = os.fsencode(first), os.fsencode(second)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(a, b, exchange) == 0)
        at_fdcwd = -100
        return bool(libc.renameat2(at_fdcwd, a, at_fdcwd, b, exchange) == 0)
    except (OSError, AttributeError, TypeError):
        return False


@contextlib.contextmanager
def _lock(out: Path) -> Iterator[None]:
    """The system drops the lock when a process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: the exchange itself fails if two builds meet
        yield
        return
    path = out.with_name(f".{out.name}.unstuck.lock")
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The build that had it removes the file: a lock on a removed one would keep nobody out.
            locked = os.path.samestat(os.fstat(file.fileno()), path.stat())
        except (BlockingIOError, FileNotFoundError):
            locked = False
        if not locked:
            file.seek(0)
            raise UnstuckError(f"{out}: locked by another build (pid {file.read().strip() or 'unknown'})")
        try:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
