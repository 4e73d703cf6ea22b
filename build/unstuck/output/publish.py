"""Publishing a whole site.

Its files are written into a folder next to the output, which then takes the output's place in one exchange of names.
Files that a former build did not write are carried over, never touched; where one is in the way, nothing is
published. What we wrote is listed in a manifest inside the output.
"""

# Tens of thousands of paths are text here, which costs a tenth of `Path`.
# ruff: noqa: PTH103

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from unstuck.errors import UsageError
from unstuck.output.exchange import clear, clear_litter, exchange, publishing, spare_folder, working_folder
from unstuck.output.manifest import is_manifest, listed_files, make_manifest
from unstuck.output.output_file import OutputFile, Published, site_path, two_pages
from unstuck.output.published_tree import bring_new, refuse_conflicts
from unstuck.output.save import write
from unstuck.output.tree import bring, folders, foreign_paths, mark, parent


def check_output(out: Path, sources: Iterable[Path]) -> None:
    """Refuse an output folder that is, holds or lies in what it is built from.

    Raises:
        UsageError: it may not be written to.
    """
    target = out.resolve()
    for source in sources:
        inside = source.resolve()
        if target == inside or target in inside.parents or inside in target.parents:
            raise UsageError(f"{out}: the output folder may not be, hold or lie in {source}; choose another with --out")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{out}: is a file; choose a folder with --out")
    if target == Path(target.anchor) or target == Path.home():
        raise UsageError(f"{out}: is not a folder to publish into; choose another with --out")


def publish(files: Iterable[OutputFile], out: Path) -> Published:
    """Publish a site. Readers see the former site or this one, never a mixture.

    Raises:
        UsageError: a file that we did not write is where one of ours must go.
        UnstuckError: the disk refused, or another build is publishing to the same place.
    """
    out = out.resolve()
    with publishing(out):
        clear_litter(out)
        fresh = working_folder(out)
        try:
            return _publish(files, out, fresh)
        finally:
            clear(fresh, working_folder(out, "-old"))


def _publish(files: Iterable[OutputFile], out: Path, fresh: Path) -> Published:
    former = listed_files(out)
    fresh.mkdir()
    tree, published = str(fresh), str(out)
    digests: dict[str, str] = {}
    made = {""}
    for file in files:
        path = site_path(file.path)
        if path in digests:
            raise two_pages(path)
        _make_folder(tree, parent(path), made)
        write(f"{tree}/{path}", file.data)
        digests[path] = file.digest
    manifest = make_manifest(digests)
    wanted = dict(digests)
    for file in manifest.files():
        if file.path in wanted:
            raise two_pages(file.path)
        _make_folder(tree, parent(file.path), made)
        write(f"{tree}/{file.path}", file.data)
        wanted[file.path] = ""
    own_folders = folders(wanted)
    foreign: set[str] = set()
    if out.exists():
        foreign.update(foreign_paths(published, former, own_folders | folders(former)))
        refuse_conflicts(published, foreign, wanted, own_folders)
        for path in sorted(foreign):
            _make_folder(tree, parent(path), made)
            bring(f"{published}/{path}", f"{tree}/{path}")
    mark(tree, own_folders)
    old = exchange(fresh, out)
    # From here on the site is published: what fails now may not say otherwise.
    with contextlib.suppress(OSError):
        if old is not None:
            late = set(foreign_paths(str(old), former, own_folders | folders(former))) - foreign
            bring_new(str(old), published, late)
    clear(spare_folder(out))
    removed = former.keys() - wanted.keys()
    return Published(len(digests), len(digests), sum(not is_manifest(path) for path in removed), manifest.state)


def _make_folder(tree: str, folder: str, made: set[str]) -> None:
    if folder not in made:
        os.makedirs(f"{tree}/{folder}", exist_ok=True)
        made.add(folder)
