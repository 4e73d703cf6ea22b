"""A build that is killed, interrupted or refused by the disk, at every call it makes to the system."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from unstuck.errors import UnstuckError
from unstuck.output import NotPublishedError, OutputFile, publish, publish_changes, state_of

SPARE = ".site.unstuck-spare"
LOCK = ".site.unstuck.lock"  # a build that was stopped while it asked for the lock may not remove it
OLD = {"a": b"1", "kb/b": b"1", "kb/gone": b"1", "same/c": b"1", "turn": b"1"}
NEW = {"a": b"2", "kb/b": b"2", "same/c": b"1", "new/d": b"2", "turn/e": b"2"}
FOREIGN = {"own": b"mine", "kb/own": b"mine", "deep/er/own": b"mine"}
CALLS = ("open", "os.", "ctypes.dlsym", "shutil.", "fcntl.")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a build is stopped in a forked process")


def pages(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(".unstuck-manifest")
    }


def change(out: Path, base: str, pages: dict[str, bytes], former: dict[str, bytes]) -> str:
    changed = [OutputFile(path, data) for path, data in pages.items() if former.get(path) != data]
    return publish_changes(changed, former.keys() - pages.keys(), out, base=base).state


def whole(out: Path, pages: dict[str, bytes]) -> str:
    return publish([OutputFile(path, data) for path, data in pages.items()], out).state


def prepare(out: Path, *, spare: bool) -> str:
    """The old site, with foreign files, one of them added since the last build."""
    state = whole(out, OLD | {"turn": b"0"} if spare else OLD)
    for path, data in FOREIGN.items():
        if spare and path == "own":
            state = change(out, state, OLD, OLD | {"turn": b"0"})
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    return state


def stopped(build: Callable[[], object], number: int, stop: Callable[[], None]) -> tuple[int, str]:
    """Run a build in another process, and stop it before its call number `number`. Returns 0 where it came to its end
    before, 1 where it ended with a message, 2 where it failed in another way; and the message."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork in a process with threads
        child = os.fork()
    if child == 0:
        calls = 0

        def count(event: str, _: tuple[object, ...]) -> None:
            nonlocal calls
            if event.startswith(CALLS):
                calls += 1
                if calls == number:
                    stop()

        status = 2
        try:
            sys.addaudithook(count)
            build()
            status = 0 if calls < number else 4
        except UnstuckError as error:
            os.write(writing, str(error).encode())
            status = 1
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- all is looked at by the test
            os.write(writing, repr(error).encode())
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        message = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), message


def kill() -> None:
    os._exit(9)


def interrupt() -> None:
    raise KeyboardInterrupt


def disk_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


BUILDS = {
    "first change": (False, lambda out, base: change(out, base, NEW, OLD)),
    "next change": (True, lambda out, base: change(out, base, NEW, OLD)),
    "whole": (False, lambda out, base: whole(out, NEW)),
    "whole after a change": (True, lambda out, base: whole(out, NEW)),
}


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("stop", [kill, interrupt, disk_full])
def test_a_build_stopped_at_any_call_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, name: str, stop: Callable[[], None]
) -> None:
    with_spare, build = BUILDS[name]
    seen = set()
    number = 0
    while True:
        number += 1
        folder = tmp_path / str(number)
        out = folder / "site"
        base = prepare(out, spare=with_spare)
        status, message = stopped(lambda out=out, base=base: build(out, base), number, stop)
        if status == 0:
            break
        published = pages(out)
        assert published in (OLD | FOREIGN, NEW | FOREIGN), (number, message)
        is_new = published == NEW | FOREIGN
        seen.add((status, is_new))
        if status == 1:
            assert message.endswith(f"nothing was published, {out} is as it was"), number
            assert not is_new, (number, message)
        elif stop is disk_full and status != 4:  # what cannot be read is for a whole publication to report
            assert message.startswith("NotPublishedError"), (number, message)
            assert not is_new, (number, message)
        if stop is interrupt or status == 1:
            assert {path.name for path in folder.iterdir()} <= {"site", SPARE, LOCK}, (number, message)
        next_builds_come_right(out, NEW if is_new else OLD, number)
    assert number > 30
    assert {is_new for _, is_new in seen} == {True, False}


def next_builds_come_right(out: Path, published: dict[str, bytes], number: int) -> None:
    """Two changes and a whole build, or the whole build first, each followed by a look for litter."""
    state = state_of(out)
    if number % 2:
        for text in (b"3", b"4"):
            after = published | {"a": text}
            try:
                state = change(out, state, after, published)
            except NotPublishedError:
                state = whole(out, after)
            published = after
            assert pages(out) == published | FOREIGN
            assert {path.name for path in out.parent.iterdir()} <= {"site", SPARE}
    whole(out, NEW)
    assert pages(out) == NEW | FOREIGN
    assert {path.name for path in out.parent.iterdir()} == {"site"}
