"""Units to a published site: those that changed are made, the files of the others stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from unstuck.output import (
    NotPublishedError,
    OutputFile,
    Published,
    publish,
    publish_changes,
    state_of,
)
from unstuck.progress import Watch, unwatched, watched
from unstuck.site.unit import Closing, Unit
from unstuck.site.workers import make_units
from unstuck.store import Store

Units = dict[str, tuple[bytes, dict[str, str]]]


def published_already(key: bytes, out: Path, store: Store) -> Published | None:
    """What is published in a folder, where it was made of what `key` stands for; else None."""
    state = state_of(out)
    noted = store.site(str(out.resolve()), state) if state else None
    return Published(noted[1], 0, 0, state) if noted is not None and noted[0] == key else None


def publish_units(
    units: Callable[[], Iterable[Unit | Closing]],
    key: bytes,
    out: Path,
    store: Store,
    watch: Watch = unwatched,
    *,
    jobs: int = 1,
    clean: bool = False,
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
        files = _files(units(), known, made, jobs, watch)
        try:
            done = publish_changes(files, _gone(known, made), out, base=state) if known else publish(files, out)
        except NotPublishedError:
            if not known:
                raise
            continue  # somebody changed the published files: all are made anew
        changed = {unit: facts for unit, facts in made.items() if known.get(unit) != facts}
        store.note_site(name, done.state, (key, done.files), changed, former.keys() - made.keys())
        return done
    raise AssertionError("a site without former units was not published")


def _files(
    units: Iterable[Unit | Closing], former: Units, made: Units, jobs: int, watch: Watch
) -> Iterator[OutputFile]:
    """The files of the units that changed, noting in `made` what each unit was made of and its files."""
    changed: list[Unit] = []
    closing: list[Closing] = []
    for unit in units:
        known = former.get(unit.name)
        if known is not None and known[0] == unit.key:
            made[unit.name] = known
        elif isinstance(unit, Closing):
            closing.append(unit)
        else:
            changed.append(unit)
    for one, contents in watched(make_units(changed, jobs), watch, "Making pages", len(changed)):
        yield from _noted(one, contents, made)
    digests = {path: digest for _, files in made.values() for path, digest in files.items()} if closing else {}
    for last in closing:
        yield from _noted(last, last.make(digests), made)
        digests |= made[last.name][1]  # the next one may name these


def _noted(unit: Unit | Closing, files: Iterable[OutputFile], made: Units) -> Iterator[OutputFile]:
    digests: dict[str, str] = {}
    for file in files:
        digests[file.path] = file.digest
        yield file
    made[unit.name] = (unit.key, digests)


def _gone(former: Units, made: Units) -> Iterator[str]:
    """The paths that no unit has any more; only asked for when all units are made."""
    wanted = {path for _, files in made.values() for path in files}
    for _, files in former.values():
        yield from (path for path in files if path not in wanted)
