"""The part of a paste that is kept as evidence: all of it, or the neighbourhood of the error where it is long."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_LINES, MAX_BYTES = 200, 64 * 1024
_BEFORE = 140  # of these, lines before the error: what led to it says more than what came of it
_LONGEST_LINE = 4000  # characters of a line, as many as are compared
_AROUND = 400_000  # characters on each side of the error that are redacted before what is kept is cut out of them
_LINE_END = re.compile(r"\r\n|\n|\r")


class Excerpt(NamedTuple):
    """The text kept, and the number of the paste's line that it begins with; `of` is how many lines the paste has."""

    text: str
    first: int
    of: int

    @property
    def is_whole(self) -> bool:
        return self.first == 1 and self.of == self.text.count("\n")


class Surroundings(NamedTuple):
    """A part of a paste, the number of the paste's line that it begins with, and how many lines the paste has."""

    text: str
    first: int
    of: int


def take_surroundings(text: str, number: int) -> Surroundings:
    """The part of a paste around the line of a number, from the beginning of a line: far more than is kept, so that no
    secret is cut in two before it is found."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    if len(starts) > 1 and not text[starts[-1] :].strip():
        starts.pop()
    place = min(max(number - 1, 0), len(starts) - 1)
    first = place
    while first > 0 and starts[place] - starts[first - 1] <= _AROUND:
        first -= 1
    return Surroundings(text[starts[first] : starts[place] + _AROUND], first + 1, len(starts))


def take_excerpt(text: str, number: int) -> Excerpt:
    """What is kept of a paste whose error is in the line of a number; lines end with a line feed."""
    lines = _LINE_END.split(text)
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    if len(lines) <= MAX_LINES and len(text) <= MAX_BYTES // 4:
        return Excerpt("".join(f"{line}\n" for line in lines), 1, len(lines))
    lines = [line[:_LONGEST_LINE] for line in lines]
    at = min(max(number - 1, 0), len(lines) - 1)
    start = max(0, min(at - _BEFORE, len(lines) - MAX_LINES))
    end = min(len(lines), start + MAX_LINES)
    sizes = [len(line.encode("utf-8", "replace")) + 1 for line in lines[start:end]]
    total = sum(sizes)
    while total > MAX_BYTES and end - start > 1:
        # The farther end goes first.
        if at - start >= end - 1 - at:
            total -= sizes.pop(0)
            start += 1
        else:
            total -= sizes.pop()
            end -= 1
    return Excerpt("".join(f"{line}\n" for line in lines[start:end]), start + 1, len(lines))
