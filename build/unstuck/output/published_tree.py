"""What somebody else did to a published tree since it was published."""

# Tens of thousands of paths are text here, which costs a tenth of `Path`.
# ruff: noqa: PTH103

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass

from unstuck.errors import UsageError
from unstuck.output.manifest import MANIFEST
from unstuck.output.output_file import NotPublishedError
from unstuck.output.spare import Spare
from unstuck.output.tree import MARK, bring, foreign_paths, parent, parents


@dataclass(frozen=True, slots=True)
class View:
    """What is in a published tree.

    Attributes:
        foreign: foreign paths.
        changed: folders of ours that may have got or lost entries since they were last looked at.
        times: when each folder of ours was changed, by content and in any way.
    """

    foreign: frozenset[str]
    changed: frozenset[str]
    times: Mapping[str, tuple[int, int]]


def look(
    published: str,
    ours: Collection[str],
    own_folders: Collection[str],
    wanted_folders: Collection[str],
    spare: Spare | None,
) -> View:
    """Look at each folder and file of ours, and for foreign files in the folders that are not as we left them.

    Raises:
        NotPublishedError: a file or folder of ours is not as it was published.
        OSError: a folder cannot be read.
    """
    times = {}
    changed = {""}
    try:
        for folder in own_folders:
            facts = os.lstat(f"{published}/{folder}")
            if not stat.S_ISDIR(facts.st_mode):
                raise NotPublishedError(folder)
            times[folder] = facts.st_mtime_ns, facts.st_ctime_ns
            if spare is None or facts.st_mtime_ns != MARK or facts.st_ctime_ns > spare.noted:
                changed.add(folder)
        noted = spare.noted if spare else os.lstat(f"{published}/{MANIFEST}").st_mtime_ns
        for path in ours:
            facts = os.lstat(f"{published}/{path}")
            if not stat.S_ISREG(facts.st_mode) or facts.st_mtime_ns > noted:
                raise NotPublishedError(path)
            # A file that was moved here may be old, but got its name now. Links from elsewhere do not change a folder.
            if spare and facts.st_ctime_ns > noted and parent(path) in changed:
                raise NotPublishedError(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotPublishedError(error.filename) from None
    foreign = {path for path in spare.foreign if parent(path) not in changed} if spare else set()
    foreign.update(foreign_paths(published, ours, own_folders, changed, deep=False))
    # A foreign folder in which we publish from now on is ours, so what is in it is foreign, not the folder.
    for path in [path for path in foreign if path in wanted_folders]:
        if stat.S_ISDIR(os.lstat(f"{published}/{path}").st_mode):
            foreign.remove(path)
            foreign.update(foreign_paths(published, ours, wanted_folders, (path,)))
    return View(frozenset(foreign), frozenset(changed), times)


def refuse_conflicts(
    published: str, foreign: Iterable[str], wanted: Container[str], wanted_folders: Container[str]
) -> None:
    """Refuse to publish where a foreign file is in the way.

    Raises:
        UsageError: one is where a file or a folder of ours must go, or in a folder where a file must go.
    """
    for path in sorted(foreign):
        if path in wanted or path in wanted_folders or any(folder in wanted for folder in parents(path)):
            raise UsageError(
                f"{published}/{path}: was not written by a build; move it, or choose another folder with --out"
            )


def bring_late(old: str, published: str, ours: Container[str], own_folders: Container[str], view: View) -> None:
    """Bring along what somebody added to the former tree while it was replaced.

    Raises:
        OSError: the disk refused.
    """
    changed = []
    for folder, times in view.times.items():
        facts = os.lstat(f"{old}/{folder}")
        if (facts.st_mtime_ns, facts.st_ctime_ns) != times:
            changed.append(folder)
    bring_new(old, published, set(foreign_paths(old, ours, own_folders, changed, deep=False)) - view.foreign)


def bring_new(old: str, published: str, foreign: Iterable[str]) -> None:
    """Bring foreign files of a former tree into the published one, where nothing is in their place."""
    for path in sorted(foreign):
        if not os.path.lexists(f"{published}/{path}"):
            with contextlib.suppress(OSError):
                os.makedirs(f"{published}/{parent(path)}", exist_ok=True)
                bring(f"{old}/{path}", f"{published}/{path}")
