"""Pasted text to lines that can be compared, each step reversible to the paste's own lines and columns."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from unstuck_search.rules import Rules
from unstuck_search.text import QUOTES, fold

_LINE_END = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
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
    for number, start, end in _places(text):
        line = _make_line(number, text[start:end], rules)
        if line is not None:
            yield line


def bounded_lines(text: str, rules: Rules, head: int, tail: int) -> list[Line]:
    """The first `head` and the last `tail` lines of a paste, those of them that hold anything, in order."""
    places = _places(text)
    kept = [*itertools.islice(places, head), *deque(places, maxlen=tail)]
    lines = (_make_line(number, text[start:end], rules) for number, start, end in kept)
    return [line for line in lines if line is not None]


def _places(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line."""
    number, at = 1, 0
    for found in _LINE_END.finditer(text):
        yield number, at, found.start()
        number, at = number + 1, found.end()
    yield number, at, len(text)


def _make_line(number: int, raw: str, rules: Rules) -> Line | None:
    clean = clean_line(raw[: rules.limits.max_line * 2], rules)[: rules.limits.max_line]
    return Line(number, raw, clean, fold(clean)) if clean else None


def clean_line(raw: str, rules: Rules) -> str:
    """One line without what a terminal or a word processor added."""
    raw = _without_escapes(raw, rules)
    if raw.isascii() and raw.isprintable():  # nothing but white space to take out: nearly every line of a log
        return " ".join(raw.split())
    if "\x1b" in raw:
        raw = rules.ansi.sub("", raw)
    return " ".join(rules.controls.sub("", raw).translate(QUOTES).split())


def _without_escapes(raw: str, rules: Rules) -> str:
    """A line that was put into JSON, as its quotes show, without what that added."""
    return rules.escaped_quote.sub("", rules.escaped_space.sub("  ", raw)) if '\\"' in raw else raw


def raw_span(line: Line, start: int, end: int, rules: Rules) -> tuple[int, int]:
    """The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line."""
    raw = line.raw[: rules.limits.max_line * 2]
    dropped = [False] * len(raw)
    patterns = [rules.ansi, rules.controls]
    if '\\"' in raw:
        raw = rules.escaped_space.sub("  ", raw)
        patterns.append(rules.escaped_quote)
    for pattern in patterns:
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
