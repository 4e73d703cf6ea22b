"""A unit of a site: files that are made together, and a key of all that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from unstuck.output import OutputFile


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that depend on the same facts. `key` is a digest of those facts: while it stays, `make` would make the same
    files again. `name` is the unit's in the site."""

    name: str
    key: bytes
    make: Callable[[], Iterable[OutputFile]]


@dataclass(frozen=True, slots=True)
class Closing:
    """A unit that names files of other units by their digests: it is made when those are there, those of closing units
    before it too, given the digest of every file by its path. `key` stands for those files too."""

    name: str
    key: bytes
    make: Callable[[Mapping[str, str]], Iterable[OutputFile]]
