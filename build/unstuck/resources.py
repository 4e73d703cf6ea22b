"""Finds templates, starter KB and schemas: packaged in a wheel, else in the checkout."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import unstuck_search

_PACKAGE = Path(__file__).parent


def templates_path() -> Path:
    """The folder of page templates."""
    return _packaged("templates", "templates")


def starter_kb_path() -> Path:
    """The knowledge base that ships with the program."""
    return _packaged("starter_kb", "kb")


def packaged_clients() -> Path | None:
    """The folder of the one-file clients in an installed wheel; None in a checkout."""
    folder = _PACKAGE / "client_files"
    return folder if folder.is_dir() else None


def shipped_index() -> Path | None:
    """The folder of the starter KB's index in an installed wheel; None in a checkout."""
    folder = _PACKAGE / "starter_index"
    return folder if folder.is_dir() else None


def schema_path(name: str) -> Path:
    """A JSON Schema that ships with the program."""
    return _PACKAGE / "schemas" / f"{name}.json"


def shell_hook_path(name: str) -> Path:
    """What `unstuck hook shell` prints, one file for each shell."""
    return _PACKAGE / "scrollback" / "hooks" / name


def _packaged(inside: str, checkout: str) -> Path:
    packaged = _PACKAGE / inside
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / checkout


def code_stamp() -> str:
    """A digest that changes with the program: of names, sizes and times of its modules, templates and data."""
    folders = (_PACKAGE, Path(unstuck_search.__file__).parent, templates_path())
    rows = sorted(row for number, folder in enumerate(folders) for row in _stamps(str(folder), f"{number}/"))
    return hashlib.blake2b("\n".join(rows).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _stamps(folder: str, prefix: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.name == "__pycache__":
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _stamps(entry.path, f"{name}/")
        else:
            facts = entry.stat()
            yield f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}"
