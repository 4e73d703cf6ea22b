"""A published tree: its folders, what somebody else put into them, and how that comes along into the next tree.

Paths are relative to the tree, with forward slashes; the tree itself is "". A foreign path is that of an entry which we
did not write and whose folder is ours: a file, a link, or a folder that has no file of ours.
"""

# Tens of thousands of paths are text here, which costs a tenth of `Path`.
# ruff: noqa: PTH102, PTH108, PTH112, PTH114, PTH115, PTH208, PTH211

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Container, Iterable, Iterator

# When our folders were changed, as far as their times say: a folder with another time has got or lost an entry since.
# A past time, for a time of this second would still be the folder's after another change in the same tick of the clock.
MARK = 946_684_800_000_000_000


def folders(paths: Iterable[str]) -> set[str]:
    """All folders that hold files of these paths."""
    found = {""}
    for path in paths:
        folder = parent(path)
        while folder not in found:
            found.add(folder)
            folder = parent(folder)
    return found


def parent(path: str) -> str:
    """The folder of a path."""
    return path.rpartition("/")[0]


def parents(path: str) -> Iterator[str]:
    """All folders that a path lies in but the tree itself, the innermost first."""
    while path := parent(path):
        yield path


def mark(tree: str, marked: Iterable[str]) -> None:
    """Note in folders of a tree that nobody has changed them."""
    for folder in marked:
        with contextlib.suppress(OSError):
            os.utime(f"{tree}/{folder}", ns=(MARK, MARK))


def foreign_paths(
    tree: str, ours: Container[str], own_folders: Container[str], start: Iterable[str] = ("",), *, deep: bool = True
) -> Iterator[str]:
    """Foreign paths in folders of ours: in those of `start`, with `deep` in all below them too.

    Raises:
        OSError: a folder cannot be read.
    """
    todo = list(start)
    while todo:
        folder = todo.pop()
        inside: list[str] = []
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if path in own_folders and entry.is_dir(follow_symlinks=False):
                    inside.append(path)
                elif path not in ours or entry.is_dir(follow_symlinks=False):
                    yield path
        if deep:
            todo += inside


def bring(source: str, target: str) -> bool:
    """Make a foreign entry of another tree the same as that of the published one: files by hard links. Returns whether
    anything had to be done in the folder of the target.

    Raises:
        OSError: the disk refused.
    """
    todo = [(source, target)]
    changed = [_bring_entry(*todo[0])]
    for here, there in todo:  # grows on the way
        if not stat.S_ISDIR(os.lstat(here).st_mode):
            continue
        names = set(os.listdir(here))
        for name in set(os.listdir(there)) - names:
            discard(f"{there}/{name}")
        below = [(f"{here}/{name}", f"{there}/{name}") for name in sorted(names)]
        for pair in below:
            _bring_entry(*pair)
        todo += below
    for here, there in reversed(todo):
        if stat.S_ISDIR(os.lstat(here).st_mode):
            shutil.copystat(here, there)
    return changed[0]


def _bring_entry(source: str, target: str) -> bool:
    """Bring one entry along, a folder without what it holds."""
    facts = os.lstat(source)
    try:
        present = os.lstat(target)
    except (FileNotFoundError, NotADirectoryError):
        present = None
    if present is not None:
        same_kind = stat.S_IFMT(facts.st_mode) == stat.S_IFMT(present.st_mode)
        if stat.S_ISDIR(facts.st_mode) and same_kind:
            return False
        if stat.S_ISLNK(facts.st_mode) and same_kind and os.readlink(source) == os.readlink(target):
            return False
        if facts.st_ino == present.st_ino and facts.st_dev == present.st_dev:
            return False
        discard(target)
    if stat.S_ISDIR(facts.st_mode):
        os.mkdir(target, stat.S_IMODE(facts.st_mode) | stat.S_IRWXU)  # ours to fill; copied when it is
    elif stat.S_ISLNK(facts.st_mode):
        os.symlink(os.readlink(source), target)
    else:
        link(source, target)
    return True


def link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where that cannot be done.

    Raises:
        OSError: the disk refused.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def discard(path: str) -> None:
    """Remove a file or a folder with all that it holds; one that does not exist is not an error.

    Raises:
        OSError: the disk refused.
    """
    try:
        os.unlink(path)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (IsADirectoryError, PermissionError):  # macOS and Windows say the latter of folders
        if not os.path.isdir(path) or os.path.islink(path):
            raise
        shutil.rmtree(path)


def outermost(foreign: Iterable[str], own_folders: Container[str]) -> set[str]:
    """Foreign paths where some folders are no longer ours: such a folder stands for what it holds."""
    found = set()
    for path in foreign:
        found.add(next((folder for folder in reversed([*parents(path)]) if folder not in own_folders), path))
    return found
