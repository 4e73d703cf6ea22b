"""Units to a published site: those that changed are made, the files of the others stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from unstuck.output import KeptFile, NotPublishedError, OutputFile, Published, file_digest, publish, state_of
from unstuck.site.unit import Unit
from unstuck.store import Store

Units = dict[str, tuple[bytes, dict[str, str]]]


def published_already(key: bytes, out: Path, store: Store) -> Published | None:
    """What is published in a folder, where it was made of what `key` stands for; else None."""
    state = state_of(out)
    noted = store.site(str(out.resolve()), state) if state else None
    return Published(noted[1], 0, 0, state) if noted is not None and noted[0] == key else None


def publish_units(
    units: Callable[[], Iterable[Unit]], key: bytes, out: Path, store: Store, *, clean: bool = False
) -> Published:
    """Publish a site. `key` stands for all that its units are made of. With `clean`, every file is made and written.

    Raises:
        UsageError: a file that we did not write is where one of ours must go.
        UnstuckError: the disk refused, or another build is publishing to the same place.
    """
    name = str(out.resolve())
    state = "" if clean else state_of(out)
    former = store.units(name, state) if state else {}
    for known in (former, {}):
        made: Units = {}
        try:
            done = publish(_files(units(), known, made), out)
        except NotPublishedError:
            continue  # somebody changed the published files: all are made anew
        changed = {unit: facts for unit, facts in made.items() if known.get(unit) != facts}
        store.note_site(name, done.state, (key, done.files), changed, former.keys() - made.keys())
        return done
    raise AssertionError("a site without former units was not published")


def _files(units: Iterable[Unit], former: Units, made: Units) -> Iterator[OutputFile | KeptFile]:
    """The files of units, noting in `made` what each unit was made of and its files."""
    for unit in units:
        key, files = former.get(unit.name, (b"", {}))
        if key == unit.key:
            made[unit.name] = (key, files)
            yield from (KeptFile(path, digest) for path, digest in files.items())
            continue
        digests: dict[str, str] = {}
        for file in unit.make():
            digests[file.path] = file_digest(file.data)
            same = files.get(file.path) == digests[file.path]
            yield KeptFile(file.path, digests[file.path]) if same else file
        made[unit.name] = (unit.key, digests)
