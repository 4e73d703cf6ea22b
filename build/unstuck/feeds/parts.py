"""Where a feed is cut into parts: by what it holds, never by a running size, so that an edit changes one part."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence

from unstuck.json_data import JSON

# Articles of a part, on average. A feed of fewer than a few parts' articles is not cut at all.
EVERY = 128
_WHOLE = 4


def cut(pieces: Iterable[tuple[str, int]], most: int, every: int = EVERY) -> list[list[str]]:
    """The ids of each part of a feed, given all ids in their order, each with its size in bytes.

    A part begins with an id whose checksum falls on a border, one in `every`, or where the part would be over `most`
    bytes; such a border moves with an edit, but only up to the next one of the other kind. A feed that is small in
    both respects is one part.
    """
    known = list(pieces)
    if len(known) < _WHOLE * every and sum(size for _, size in known) <= most:
        return [[identity for identity, _ in known]]
    parts: list[list[str]] = []
    held = 0
    for identity, size in known:
        border = zlib.crc32(identity.encode("utf-8", "replace")) % every == 0
        if not parts or border or held + size > most:
            parts.append([])
            held = 0
        parts[-1].append(identity)
        held += size
    return parts


def part_name(first: str) -> str:
    """The name of a part that begins with an id: it stays when parts come and go before it."""
    return hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:16]


def reference(path: str, digest: str) -> dict[str, str]:
    """How one file of a feed names another: its address, relative to the site, and what it must hold."""
    return {"url": path, "sha256": digest}


def listed_part(path: str, digest: str, ids: Sequence[str]) -> JSON:
    """How the index of a feed names a part: also which articles are in it."""
    return {**reference(path, digest), "first": ids[0], "last": ids[-1], "articles": len(ids)}
