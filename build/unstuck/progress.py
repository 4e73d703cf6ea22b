"""How long work tells who looks on how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Called with what is being done, how much of it is done, and how much there is of it; 0 where that is not known.
Watch = Callable[[str, int, int], None]


def unwatched(_what: str, _done: int, _total: int) -> None:
    """For work that nobody looks on."""


def watched(items: Iterable[T], watch: Watch, what: str, total: int) -> Iterator[T]:
    """Items, while it is told how many of them were taken."""
    watch(what, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        watch(what, done, total)
