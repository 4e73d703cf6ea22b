"""The parts of a large feed, which is cut by what it holds (`unstuck_search.partition`): how they are named."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from unstuck.json_data import JSON


def part_name(first: str) -> str:
    """The name of a part that begins with an id: it stays when parts come and go before it."""
    return hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:16]


def reference(path: str, digest: str) -> dict[str, str]:
    """How one file of a feed names another: its address, relative to the site, and what it must hold."""
    return {"url": path, "sha256": digest}


def listed_part(path: str, digest: str, ids: Sequence[str]) -> JSON:
    """How the index of a feed names a part: also which articles are in it."""
    return {**reference(path, digest), "first": ids[0], "last": ids[-1], "articles": len(ids)}
