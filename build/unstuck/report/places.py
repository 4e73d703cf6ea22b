"""What the formats share: how a file is named."""

from __future__ import annotations


def place(prefix: str, path: str) -> str:
    """A finding's file as seen from the folder that the command works in."""
    return path if prefix in ("", ".") else f"{prefix.rstrip('/')}/{path}"
