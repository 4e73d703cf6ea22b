"""A unit of a site: files that are made together, and a key of all that they are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from unstuck.output import OutputFile
from unstuck.packing import pack


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that depend on the same facts. `key` is a digest of those facts: while it stays, `make` would make the same
    files again. `name` is the unit's in the site."""

    name: str
    key: bytes
    make: Callable[[], Iterable[OutputFile]]


def digest(*facts: object) -> bytes:
    """A digest of facts: numbers, texts, dates, and sequences and dataclasses of them."""
    return hashlib.blake2b(pack(facts), digest_size=16).digest()
