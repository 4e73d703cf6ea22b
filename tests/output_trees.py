"""Trees that tests publish, and what lies in a published one."""

from __future__ import annotations

import os
from pathlib import Path

from unstuck.output import MANIFEST, PARTS, OutputFile

SPARE = ".site.unstuck-spare"


def files(**contents: str) -> list[OutputFile]:
    return [OutputFile(name.replace("__", "/"), text.encode()) for name, text in contents.items()]


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder: the bytes of files, the targets of links, None for folders."""
    found: dict[str, bytes | None] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def pages(folder: Path) -> dict[str, bytes]:
    return {
        path: data for path, data in tree(folder).items() if data is not None and not path.startswith((MANIFEST, PARTS))
    }
