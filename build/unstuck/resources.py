"""Finds templates, starter KB and schemas: packaged in a wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

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


def schema_path(name: str) -> Path:
    """A JSON Schema that ships with the program."""
    return _PACKAGE / "schemas" / f"{name}.json"


def _packaged(inside: str, checkout: str) -> Path:
    packaged = _PACKAGE / inside
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / checkout
