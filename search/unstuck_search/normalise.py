"""Pasted text to lines that can be compared, each step reversible to the paste's own lines and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unstuck_search.rules import Rules
from unstuck_search.template import QUOTES, fold

_LINE_END = re.compile(r"\r\n|\n|\r")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paste. `number` counts from 1; `raw` is as pasted.

    `text` has colours and controls taken out, quotes straightened and white space squeezed; `folded` is its lower
    case, of equal length.
    """

    number: int
    raw: str
    text: str
    folded: str


def read_lines(text: str, rules: Rules) -> Iterator[Line]:
    """The lines of a paste that hold anything, in order."""
    for number, raw in enumerate(_LINE_END.split(text), 1):
        cut = raw[: rules.max_line * 2]
        clean = clean_line(cut, rules)[: rules.max_line]
        if clean:
            yield Line(number, raw, clean, fold(clean))


def clean_line(raw: str, rules: Rules) -> str:
    """One line without what a terminal or a word processor added."""
    if "\x1b" in raw:
        raw = rules.ansi.sub("", raw)
    return _SPACE.sub(" ", rules.controls.sub("", raw).translate(QUOTES)).strip()


def raw_span(line: Line, start: int, end: int, rules: Rules) -> tuple[int, int]:
    """The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line."""
    raw = line.raw
    dropped = [False] * len(raw)
    for pattern in (rules.ansi, rules.controls):
        for found in pattern.finditer(raw):
            dropped[found.start() : found.end()] = [True] * (found.end() - found.start())
    places = []
    space = True  # leading white space was stripped
    for index, character in enumerate(raw):
        if dropped[index]:
            continue
        if character.isspace() or character == "\u00a0":
            if not space:
                places.append(index)
            space = True
        else:
            places.append(index)
            space = False
    if not places or start >= len(places):
        return 0, len(raw)
    return places[start], places[min(end, len(places)) - 1] + 1
