"""Single files and folders: written whole or not at all, removed, unpacked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from unstuck.errors import UnstuckError

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def save(path: Path, data: bytes) -> None:
    """Write one file, whole or not at all, making its folder.

    Raises:
        UnstuckError: the disk refused.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(str(temporary), data)
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UnstuckError(f"{path}: {error.strerror or error}") from None


def write(path: str, data: bytes) -> None:
    """Write a new file.

    Raises:
        OSError: the disk refused.
    """
    # An unclosed file would swallow ENOSPC and EFBIG; `write` and `close` of the system report them.
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(descriptor)


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
    import io
    import tarfile

    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise UnstuckError(f"{folder}: cannot unpack the archive ({error})") from None
