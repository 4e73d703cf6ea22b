"""Publishing a change to a site, in time that depends on the change.

What is new is written into a folder next to the output. The spare, which is the former tree, gets what the last two
changes wrote and removed, and takes the output's place in one exchange of names; the tree that it replaces is the next
spare.

The spare is made at the first change, not by a whole publication: many sites are only ever built whole, on a machine
that has no former site, and would pay for a second tree that nobody uses.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from unstuck.output.exchange import clear, clear_litter, exchange, publishing, spare_folder, working_folder
from unstuck.output.manifest import Manifest, change_manifest, read_manifest
from unstuck.output.output_file import NotPublishedError, OutputFile, Published, site_path, two_pages
from unstuck.output.published_tree import bring_late, look, refuse_conflicts
from unstuck.output.save import write
from unstuck.output.spare import keep_spare, link_spare, read_spare, tree_of, update
from unstuck.output.tree import folders, mark, outermost


def publish_changes(files: Iterable[OutputFile], removed: Iterable[str], out: Path, *, base: str) -> Published:
    """Publish a change to the site whose `state_of` is `base`. Readers see the former site or this one.

    Args:
        files: files that are new or changed; those that are equal to what is published are left as they are.
        removed: paths that are no longer wanted, asked for after all `files`; one that `files` has too is wanted.
        out: the folder of the site.
        base: the state that the change applies to.

    Raises:
        NotPublishedError: the site is not as it was published in that state; the cure is to publish it whole.
        UsageError: a file that we did not write is where one of ours must go.
        UnstuckError: the disk refused, or another build is publishing to the same place.
    """
    out = out.resolve()
    with publishing(out):
        manifest = read_manifest(out, base)
        clear_litter(out)
        new, work = working_folder(out, "-new"), working_folder(out)
        try:
            change = _receive(files, removed, manifest, new)
            if change.written or change.removed:
                _publish(change, out, base, work)
        finally:
            clear(new, work, working_folder(out, "-old"))
    return change.done


@dataclass(frozen=True, slots=True)
class _Change:
    """A change that is written next to the output.

    Attributes:
        former: all paths of ours before the change, those of the manifest too.
        wanted: the same after it.
        written: where the bytes of each new or changed path are.
        done: what the publication will have done.
    """

    former: frozenset[str]
    wanted: frozenset[str]
    written: Mapping[str, str]
    done: Published

    @property
    def removed(self) -> frozenset[str]:
        """Paths of files of ours that are no longer wanted."""
        return self.former - self.wanted


def _receive(files: Iterable[OutputFile], removed: Iterable[str], manifest: Manifest, new: Path) -> _Change:
    """Write what is new into a folder next to the output."""
    new.mkdir(mode=0o700)
    digests: dict[str, str] = {}
    written: dict[str, str] = {}
    for file in files:
        path = site_path(file.path)
        if path in digests:
            raise two_pages(path)
        digests[path] = file.digest
        if manifest.digests.get(path) != digests[path]:
            written[path] = f"{new}/{len(written)}"
            write(written[path], file.data)
    gone = (manifest.digests.keys() & {site_path(path) for path in removed}) - digests.keys()
    changed = change_manifest(manifest, {path: digests[path] for path in written}, gone)
    done = Published(len(changed.digests), len(written), len(gone), changed.state)
    former, wanted = _listing(manifest), _listing(changed)
    for path, data in wanted.items():
        if path in changed.digests:
            raise two_pages(path)
        if former.get(path) != data:
            written[path] = f"{new}/{len(written)}"
            write(written[path], data)
    return _Change(
        frozenset(manifest.digests.keys() | former.keys()),
        frozenset(changed.digests.keys() | wanted.keys()),
        written,
        done,
    )


def _listing(manifest: Manifest) -> dict[str, bytes]:
    return {file.path: file.data for file in manifest.files()}


def _publish(change: _Change, out: Path, base: str, work: Path) -> None:
    own_folders = folders(change.former)
    wanted_folders = own_folders if change.former == change.wanted else folders(change.wanted)
    published, tree = str(out), str(tree_of(work))
    spare = read_spare(out, base, own_folders)
    view = look(published, change.former, own_folders, wanted_folders, spare)
    refuse_conflicts(published, view.foreign, change.wanted, wanted_folders)
    if spare is None:
        clear(spare_folder(out))
        link_spare(published, work, change.former - change.removed - change.written.keys(), own_folders)
        touched = set(own_folders)
    else:
        spare_folder(out).rename(work)  # from here on it is not a spare, for it is half done
        touched = set()
    try:
        touched |= update(
            tree,
            published,
            spare,
            view.foreign,
            change.written,
            wanted=change.wanted,
            removed=change.removed,
            wanted_folders=wanted_folders,
        )
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise NotPublishedError(error.filename) from None
    mark(tree, touched & wanted_folders)
    old = exchange(Path(tree), out)
    # From here on the site is published: what fails now may not say otherwise, and costs the spare at most.
    if old is None:
        return
    with contextlib.suppress(OSError):
        bring_late(str(old), published, change.former, own_folders | wanted_folders, view)
        if old == Path(tree):
            mark(tree, view.changed)
            pending = change.written.keys() | change.removed
            keep_spare(work, out, change.done.state, pending, outermost(view.foreign, wanted_folders))
