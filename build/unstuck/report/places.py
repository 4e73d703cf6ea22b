"""What the formats share: how a file is named, where a finding is explained, and text that any reader of JSON takes."""

from __future__ import annotations

from unstuck.addresses import finding_address


def place(prefix: str, path: str) -> str:
    """A finding's file as seen from the folder that the command works in."""
    return sound(path if prefix in ("", ".") else f"{prefix.rstrip('/')}/{path}")


def sound(text: str) -> str:
    """Without lone surrogates, which are not characters."""
    return text.encode("utf-8", "replace").decode()


def explained(site: str, code: str) -> str | None:
    """The address of a finding's page on a public site; None where there is none."""
    return f"{site.rstrip('/')}/{finding_address(code)}" if site else None
