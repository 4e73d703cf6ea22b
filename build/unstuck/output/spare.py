"""The spare: the former tree, kept next to the output to become the next one.

It lies in a folder of its own that only its owner may read, with a note of what it lacks. Spare and output share their
files by hard links, so no file is ever written to: a new one takes its name. While a spare is worked on it has another
name, so what has the name of a spare is whole.
"""

# Tens of thousands of paths are text here, which costs a tenth of `Path`.
# ruff: noqa: PTH102, PTH105, PTH106, PTH112

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from unstuck.output.exchange import spare_folder
from unstuck.output.save import write
from unstuck.output.tree import MARK, bring, discard, folders, link, parent, parents

_NOTE = "spare.json"


@dataclass(frozen=True, slots=True)
class Spare:
    """What is known of a spare.

    Attributes:
        pending: paths of ours in which it differs from the output.
        foreign: paths that are not ours, in it and in the output.
        noted: when that was so, in nanoseconds of the file system's clock.
    """

    pending: frozenset[str]
    foreign: frozenset[str]
    noted: int


def tree_of(folder: Path) -> Path:
    """The tree in the folder of a spare."""
    return folder / "tree"


def read_spare(out: Path, state: str, own_folders: Collection[str]) -> Spare | None:
    """The spare of an output with a state and these folders of ours; None where there is none that fits."""
    folder = spare_folder(out)
    try:
        note = json.loads((folder / _NOTE).read_bytes())
        spare = Spare(frozenset(note["pending"]), frozenset(note["foreign"]), (folder / _NOTE).stat().st_mtime_ns)
        fits = note["state"] == state
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return spare if fits and _is_untouched(str(tree_of(folder)), spare, own_folders) else None


def _is_untouched(tree: str, spare: Spare, own_folders: Collection[str]) -> bool:
    """Whether no entry was added to a spare, or removed from it, since it was kept."""
    may_lack = folders(spare.pending)
    for folder in own_folders:
        try:
            facts = os.lstat(f"{tree}/{folder}")
        except OSError:
            if folder not in may_lack:
                return False
            continue
        if facts.st_mtime_ns != MARK or facts.st_ctime_ns > spare.noted:
            return False
    return True


def keep_spare(work: Path, out: Path, state: str, pending: Iterable[str], foreign: Iterable[str]) -> None:
    """Keep the former tree, which lies in `work`, as the spare of an output with a state.

    Raises:
        OSError: the disk refused.
    """
    note = {"state": state, "pending": sorted(pending), "foreign": sorted(foreign)}
    write(str(work / _NOTE), json.dumps(note).encode())
    work.rename(spare_folder(out))


def link_spare(published: str, work: Path, paths: Iterable[str], own_folders: Iterable[str]) -> None:
    """Make a tree by hard links to published files.

    Raises:
        OSError: the disk refused.
    """
    work.mkdir(mode=0o700)
    write(str(work / ".gitignore"), b"*\n")
    tree = str(tree_of(work))
    for folder in sorted(own_folders):
        os.mkdir(f"{tree}/{folder}" if folder else tree)
    for path in paths:
        link(f"{published}/{path}", f"{tree}/{path}")


def update(
    tree: str,
    published: str,
    spare: Spare | None,
    foreign: Collection[str],
    written: Mapping[str, str],
    *,
    wanted: Collection[str],
    removed: Collection[str],
    wanted_folders: Collection[str],
) -> set[str]:
    """Make a spare, or a new tree where `spare` is None, the tree that is wanted.

    Returns:
        The folders in which something was changed.

    Raises:
        OSError: the disk refused, or the tree is not as it is known.
    """
    pending = spare.pending if spare else frozenset()
    # All is removed before anything is made, for a file may take the place of a folder, or a folder that of a file.
    stale = {path for path in {*pending, *removed} if path not in wanted}
    stale.update(path for path in (spare.foreign if spare else ()) if path not in foreign)
    touched = _remove(tree, stale, wanted_folders)
    for path in sorted(foreign):
        _make_folder(tree, parent(path), touched)
        if bring(f"{published}/{path}", f"{tree}/{path}"):
            touched.add(parent(path))
    for path in pending:
        if path in wanted and path not in written:
            _make_folder(tree, parent(path), touched)
            discard(f"{tree}/{path}")
            link(f"{published}/{path}", f"{tree}/{path}")
            touched.add(parent(path))
    for path, new in written.items():
        _make_folder(tree, parent(path), touched)
        os.replace(new, f"{tree}/{path}")
        touched.add(parent(path))
    return touched


def _remove(tree: str, paths: Iterable[str], wanted_folders: Collection[str]) -> set[str]:
    """Remove files, and the folders that are empty without them; returns the folders in which something was removed."""
    touched: set[str] = set()
    emptied: set[str] = set()
    for path in paths:
        discard(f"{tree}/{path}")
        touched.add(parent(path))
        emptied.update(folder for folder in parents(path) if folder not in wanted_folders)
    for folder in sorted(emptied, reverse=True):  # what lies in a folder comes before it
        with contextlib.suppress(OSError):  # somebody's files are in it, or it is gone
            os.rmdir(f"{tree}/{folder}")
            touched.add(parent(folder))
    return touched


def _make_folder(tree: str, folder: str, touched: set[str]) -> None:
    if folder and not os.path.isdir(f"{tree}/{folder}"):
        _make_folder(tree, parent(folder), touched)
        os.mkdir(f"{tree}/{folder}")
        touched.update((folder, parent(folder)))
