"""Under which key a store keeps the index entry of a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from unstuck.article.discovery import read_file
from unstuck.config import Config
from unstuck.resources import code_stamp

ENTRY = "entry"  # the kind under which a store keeps entries
NO_ENTRY = b""  # what it keeps of a file that holds no article to be published


def entry_key(salt: bytes, path: str, digest: bytes) -> bytes:
    """The key of a file's entry in a store: `salt` stands for what all entries depend on besides, `digest` for the
    file's bytes."""
    return hashlib.blake2b(b"\0".join((salt, path.encode("utf-8", "replace"), digest)), digest_size=16).digest()


def file_bytes(folder: Path, path: str) -> bytes:
    """What stands for a file's contents: its bytes, or why they cannot be read."""
    data, unreadable = read_file(folder, path)
    return data if unreadable is None else b"\0" + unreadable.message.encode("utf-8", "replace")


def entries_salt(config: Config, *, drafts: bool = False) -> bytes:
    """What all index entries depend on besides the articles: the program, what it takes for which section, and whether
    drafts have entries."""
    own = f"{code_stamp()}\0{config.profile}\0{sorted(config.sections.items())}\0{drafts}"
    return hashlib.blake2b(own.encode("utf-8", "surrogateescape"), digest_size=16).digest()
