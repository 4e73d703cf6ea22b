"""What the formats share: how a file is named, and text that any reader of JSON takes."""

from __future__ import annotations


def place(prefix: str, path: str) -> str:
    """A finding's file as seen from the folder that the command works in."""
    return sound(path if prefix in ("", ".") else f"{prefix.rstrip('/')}/{path}")


def sound(text: str) -> str:
    """Without lone surrogates, which are no characters."""
    return text.encode("utf-8", "replace").decode()
