"""The one writer: publishes a finished site, all of it or nothing.

Its files are written into a folder next to the output, which then takes the output's place in one exchange of names.
Files that a former build did not write are carried over, never touched; where one is in the way, nothing is
published. What we wrote is listed in a manifest inside the output.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import io
import json
import os
import shutil
import stat
import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from unstuck.errors import UnstuckError, UsageError

MANIFEST = ".unstuck-manifest.json"


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site; `path` is relative with forward slashes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is published already and stays as it is; `digest` is what `file_digest` gives for it."""

    path: str
    digest: str


class NotPublishedError(Exception):
    """A file that was to be kept is not there as it was published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did; `written` files of all `files` are new or changed, `state` is the site's state now."""

    files: int
    written: int
    removed: int
    state: str


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


def file_digest(data: bytes) -> str:
    """The digest by which the bytes of a published file are known."""
    return hashlib.sha256(data).hexdigest()


def state_of(out: Path) -> str:
    """The state of what is published in a folder: it changes with any path or byte that we wrote. Empty where nothing
    is, or what is there is not known."""
    try:
        return hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def publish(files: Iterable[OutputFile | KeptFile], out: Path) -> Published:
    """Publish a site. Readers see the former site or this one, never a mixture.

    Raises:
        NotPublishedError: a file to be kept is not there, or is not as it was published; nothing was published.
        UsageError: a file that we did not write is where one of ours must go.
        UnstuckError: the disk refused, or another build is publishing to the same place.
    """
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            return _publish(files, out)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise UnstuckError(f"{where}{error.strerror or error}; nothing was published, {out} is as it was") from None


def save(path: Path, data: bytes) -> None:
    """Write one file, whole or not at all, making its folder.

    Raises:
        UnstuckError: the disk refused.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, data)
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UnstuckError(f"{path}: {error.strerror or error}") from None


def remove(path: Path) -> None:
    """Remove one file; one that does not exist is not an error.

    Raises:
        UnstuckError: the disk refused.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UnstuckError(f"{path}: {error.strerror or error}") from None


def remove_tree(folder: Path) -> None:
    """Remove a cache folder; one that does not exist is not an error."""
    shutil.rmtree(folder, ignore_errors=True)


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files of a tar archive below a folder; links and paths that lead out of it are refused.

    Raises:
        UnstuckError: the archive is damaged or holds what may not be unpacked.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise UnstuckError(f"{folder}: cannot unpack the archive ({error})") from None


def _publish(files: Iterable[OutputFile | KeptFile], out: Path) -> Published:
    for stale in out.parent.glob(f".{out.name}.unstuck-*"):
        shutil.rmtree(stale, ignore_errors=True)
    fresh = out.parent / f".{out.name}.unstuck-{os.getpid()}"
    former = _read_manifest(out)
    noted = _noted(out)
    try:
        fresh.mkdir()
        written: dict[str, str] = {}
        changed = 0
        made: set[Path] = set()
        for file in files:
            target = fresh / _safe(file.path)
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            if file.path in written:
                raise UnstuckError(f"two pages want to be {file.path}; nothing was published")
            if isinstance(file, KeptFile):
                if former.get(file.path) != file.digest:
                    raise NotPublishedError(file.path)
                _keep(out / file.path, target, noted)
                written[file.path] = file.digest
                continue
            _write(target, file.data)
            written[file.path] = file_digest(file.data)
            changed += 1
        manifest = json.dumps({"files": dict(sorted(written.items()))}, indent=0, sort_keys=True).encode()
        _write(fresh / MANIFEST, manifest)
        _carry_over(out, fresh, former, written)
        _exchange(fresh, out)
    finally:
        _clear(fresh)
    return Published(len(written), changed, len(former.keys() - written.keys()), hashlib.sha256(manifest).hexdigest())


def _noted(out: Path) -> int:
    """When the manifest was written: what is younger was changed by somebody else."""
    try:
        return (out / MANIFEST).stat().st_mtime_ns
    except OSError:
        return 0


def _keep(published: Path, target: Path, noted: int) -> None:
    """Bring a published file along, if nobody has written to it since."""
    try:
        facts = os.lstat(published)
        if not stat.S_ISREG(facts.st_mode) or facts.st_mtime_ns > noted:
            raise NotPublishedError(published)
        try:
            os.link(published, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(published, target, follow_symlinks=False)
    except FileNotFoundError:
        raise NotPublishedError(published) from None


def _clear(folder: Path) -> None:
    """Remove a working folder, also where the request to stop comes while that is done."""
    try:
        remove_tree(folder)
    except BaseException:
        remove_tree(folder)
        raise


def _write(path: Path, data: bytes) -> None:
    # An unclosed file would swallow ENOSPC and EFBIG; `with` reports what `close` says.
    with path.open("wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]


def _safe(path: str) -> PurePosixPath:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise UnstuckError(f"{path}: not a path inside the site")
    return pure


def _read_manifest(out: Path) -> dict[str, str]:
    try:
        data = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return {str(path): str(digest) for path, digest in data["files"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        # Without a list of what is ours, all that lies there counts as somebody else's.
        return {}


def _carry_over(out: Path, fresh: Path, former: dict[str, str], written: dict[str, str]) -> None:
    """Bring the files that are not ours along into the new folder."""
    for folder, _, names in os.walk(out):
        for name in sorted(names):
            path = Path(folder) / name
            relative = path.relative_to(out).as_posix()
            if relative in former or relative == MANIFEST:
                continue
            if relative in written or any(parent in written for parent in map(str, PurePosixPath(relative).parents)):
                raise UsageError(f"{path}: was not written by a build; move it, or choose another folder with --out")
            target = fresh / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                target.symlink_to(path.readlink())
                continue
            try:
                os.link(path, target)
            except OSError:
                shutil.copy2(path, target)


def _exchange(fresh: Path, out: Path) -> None:
    """Give the finished folder the output's name; the former one is left under the other name, to be removed."""
    if not out.exists():
        fresh.rename(out)
        return
    if _swap(fresh, out):
        return
    # No atomic exchange here: two renames, with the old site missing for an instant between them.
    old = out.parent / f"{fresh.name}-old"
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


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
    """Only one build publishes to a place at a time. The system drops the lock when a process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: the exchange itself fails if two builds meet
        yield
        return
    path = out.parent / f".{out.name}.unstuck.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise UnstuckError(f"{out}: locked by another build (pid {file.read().strip() or 'unknown'})") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
