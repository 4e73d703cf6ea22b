"""Which of an article's ways to cure an error an answer shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

BOUND, FITS, RECOMMENDED, OTHER_PLATFORM = 4, 2, 1, -8


class Fix(Protocol):
    """A way to cure an error: whether its author recommends it, the platforms it is for (none: all), and the numbers of
    the signatures that it is meant for."""

    @property
    def recommended(self) -> bool: ...
    @property
    def platforms(self) -> Sequence[str]: ...
    @property
    def cures(self) -> Sequence[int]: ...


def choose_fix(fixes: Sequence[Fix], number: int, platform: str) -> int:
    """The place of the way to show for a signature, given by its number (0: none) and the reader's platform (empty:
    unknown): what is meant for the error counts most, then what is for the platform, then what is recommended. Of
    equal ones the first; -1 where there are none."""
    best, top = -1, 0
    for place, fix in enumerate(fixes):
        value = BOUND * (number in fix.cures) + RECOMMENDED * fix.recommended
        if platform and fix.platforms:
            value += FITS if platform in fix.platforms else OTHER_PLATFORM
        if best < 0 or value > top:
            best, top = place, value
    return best
