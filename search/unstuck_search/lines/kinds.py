"""Which lines of a paste are worth a second look, and how lines join where a terminal wrapped them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules
from unstuck_search.text import WORD

_DIGITS = re.compile(r"[0-9]+")
ERROR, PLAIN, INFO, FRAME = 3, 2, 1, 0


class Token(NamedTuple):
    """A word of a line: folded text, the line's number, offsets in its cleaned text.

    `example` marks the words of what looks like an example: a quoted name, a path, a number.
    """

    word: str
    line: int
    start: int
    end: int
    example: bool


def kind(line: Line, rules: Rules) -> int:
    """What a line is: an error line, a plain one, an informative one (INFO, DEBUG), or a stack frame."""
    if rules.frame_line.search(line.text):
        return FRAME
    if rules.error_line.search(line.folded):
        return ERROR
    return INFO if rules.info_line.search(line.folded) else PLAIN


def message_start(line: Line, rules: Rules) -> int:
    """Where a line's own message begins, behind timestamps, levels and names of containers."""
    at = 0
    for _ in range(rules.limits.max_prefixes):
        found = rules.prefix.match(line.text[at : at + rules.limits.max_prefix_chars])
        if not found or found.end() + at >= len(line.text):
            break
        at += found.end()
    return at


class SortedLines(NamedTuple):
    """The lines of a paste and their places by kind, error lines first; each text once.

    Lines that differ in nothing but numbers count as one text.
    """

    lines: Sequence[Line]
    places: Mapping[int, tuple[int, ...]]


def sort_lines(lines: Sequence[Line], rules: Rules) -> SortedLines:
    """Sort the lines of a paste by kind, once for all who ask for some of them."""
    seen: set[str] = set()
    groups: dict[int, list[int]] = {ERROR: [], PLAIN: [], INFO: [], FRAME: []}
    for place, line in enumerate(lines):
        key = _DIGITS.sub("0", line.folded[message_start(line, rules) :])
        if key not in seen:
            seen.add(key)
            groups[kind(line, rules)].append(place)
    return SortedLines(lines, {which: tuple(places) for which, places in groups.items()})


def rank_lines(sorted_lines: SortedLines, limit: int, rules: Rules) -> list[tuple[int, int]]:
    """Place and kind of the lines to compare word by word, at most `limit`: of each kind the first and the last."""
    found: list[tuple[int, int]] = []
    for which, places in sorted_lines.places.items():
        room = limit - len(found)
        if which == FRAME:
            room = min(room, limit // rules.limits.frame_lines_part)
        tail = room // rules.limits.last_lines_part if len(places) > room else 0
        chosen = [*places[: room - tail], *places[len(places) - tail :]]
        found += [(place, which) for place in chosen]
    return found


class Run(NamedTuple):
    """The words of one line or of a few joined ones, ready to be compared with templates.

    `lines` are these by their numbers; `places` gives the positions of each word, ascending; `literals_before`, by
    position, how many words that are not examples come before it.
    """

    lines: Mapping[int, Line]
    tokens: Sequence[Token]
    places: Mapping[str, Sequence[int]]
    literals_before: Sequence[int]


class LineTokens:
    """The words of the lines of one paste, each line read once."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._known: dict[int, list[Token]] = {}

    def of(self, line: Line) -> list[Token]:
        """The words of a line."""
        found = self._known.get(line.number)
        if found is None:
            found = self._known[line.number] = tokens(line.folded, line.number, self.rules)
        return found


def make_run(lines: Sequence[Line], known: LineTokens) -> Run:
    """The words of some lines, at most `max_tokens`."""
    limit = known.rules.limits.max_tokens
    found: list[Token] = []
    for line in lines:
        found += known.of(line)
        if len(found) >= limit:
            del found[limit:]
            break
    places: dict[str, list[int]] = {}
    literals = [0]
    count = 0
    for at, token in enumerate(found):
        places.setdefault(token.word, []).append(at)
        count += not token.example
        literals.append(count)
    return Run({line.number: line for line in lines}, found, places, literals)


def tokens(folded: str, number: int, rules: Rules) -> list[Token]:
    """The words of one line, the first `max_tokens` of them."""
    found: list[Token] = []
    examples = iter(example_spans(folded, rules))
    nowhere = (len(folded), len(folded))
    begin, stop = next(examples, nowhere)
    for match in itertools.islice(WORD.finditer(folded), rules.limits.max_tokens):
        start, end = match.span()
        while stop <= start:
            begin, stop = next(examples, nowhere)
        found.append(Token(match[0], number, start, end, begin <= start))
    return found


def example_spans(folded: str, rules: Rules) -> list[tuple[int, int]]:
    """Where a text holds examples (quoted names, paths, numbers), in order.

    A quotation of many words is none, nor is an escape such as `'\\r'`: those are part of the message. Nor is a number
    that is by itself (`exit code 137`, `HTTP 404`), unless it counts lines.
    """
    found = []
    for match in rules.example.finditer(folded):
        text = match[1]
        start, end = match.span(1)
        if text.isdigit():
            alone = folded[start - 1 : start] in ("", " ") and folded[end : end + 1] in ("", " ", ".", "]", ")")
            if alone and not folded.endswith(rules.counters, 0, start):
                continue
        held = WORD.findall(text)
        escape = "\\" in text and len(held) == 1 and len(held[0]) == 1
        if len(held) <= rules.limits.max_example_words and not escape:
            found.append((start, end))
    return found
