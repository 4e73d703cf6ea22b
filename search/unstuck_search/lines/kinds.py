"""Which lines of a paste are worth a second look, and how lines join where a terminal wrapped them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules

WORD = re.compile(r"[^\W_]+")
_COUNTERS = ("line ", "column ", "position ", "char ", "pid ", "after ")
_DIGITS = re.compile(r"[0-9]+")
ERROR, PLAIN, CALM, FRAME = 3, 2, 1, 0
MAX_TOKENS = 300
SOFT_WORDS = 6  # more words in quotation marks than this are a message, not an example


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: folded text, the line's place in the list of lines, offsets in its cleaned text.

    `soft` marks the words of what looks like an example: a quoted name, a path, a number.
    """

    word: str
    line: int
    start: int
    end: int
    soft: bool


def kind(line: Line, rules: Rules) -> int:
    """What a line is: one that tells of an error, a plain one, a calm one (INFO, DEBUG), or a stack frame."""
    if rules.frame_line.search(line.text):
        return FRAME
    if rules.error_line.search(line.folded):
        return ERROR
    return CALM if rules.calm_line.search(line.folded) else PLAIN


def message_start(line: Line, rules: Rules) -> int:
    """Where a line's own message begins, behind timestamps, levels and names of containers."""
    at = 0
    for _ in range(8):
        found = rules.prefix.match(line.text[at : at + 400])
        if not found or found.end() + at >= len(line.text):
            break
        at += found.end()
    return at


@dataclass(frozen=True, slots=True)
class SortedLines:
    """The lines of a paste and their places by kind, error lines first; each text once.

    Lines that differ in nothing but numbers count as one text.
    """

    lines: Sequence[Line]
    places: Mapping[int, tuple[int, ...]]

    def first(self, limit: int) -> list[tuple[int, int]]:
        """Place and kind of the lines to compare word by word, at most `limit`: of each kind the first and the last."""
        found: list[tuple[int, int]] = []
        for which, places in self.places.items():
            room = limit - len(found) if which != FRAME else min(limit - len(found), limit // 4)
            tail = room // 3 if len(places) > room else 0
            chosen = [*places[: room - tail], *places[len(places) - tail :]]
            found += [(place, which) for place in chosen]
        return found


def sort_lines(lines: Sequence[Line], rules: Rules) -> SortedLines:
    """Sort the lines of a paste by kind, once for all who ask for some of them."""
    seen: set[str] = set()
    groups: dict[int, list[int]] = {ERROR: [], PLAIN: [], CALM: [], FRAME: []}
    for place, line in enumerate(lines):
        key = _DIGITS.sub("0", line.folded[message_start(line, rules) :])
        if key not in seen:
            seen.add(key)
            groups[kind(line, rules)].append(place)
    return SortedLines(lines, {which: tuple(places) for which, places in groups.items()})


@dataclass(frozen=True, slots=True)
class Run:
    """The words of one line or of a few joined ones, ready to be compared with templates.

    `places` gives the positions of each word, ascending; `hard`, by position, how many words that are no examples
    stand before it.
    """

    tokens: tuple[Token, ...]
    places: Mapping[str, tuple[int, ...]]
    hard: tuple[int, ...]


def make_run(lines: Sequence[Line], place: int, count: int, rules: Rules) -> Run:
    """The words of `count` lines from `place` on, at most `MAX_TOKENS`."""
    found: list[Token] = []
    for number in range(place, min(place + count, len(lines))):
        found += tokens(lines[number].folded, number, rules)
        if len(found) >= MAX_TOKENS:
            del found[MAX_TOKENS:]
            break
    places: dict[str, tuple[int, ...]] = {}
    hard = [0]
    for at, token in enumerate(found):
        places[token.word] = (*places.get(token.word, ()), at)
        hard.append(hard[-1] + (not token.soft))
    return Run(tuple(found), places, tuple(hard))


def tokens(folded: str, number: int, rules: Rules) -> list[Token]:
    """The words of one line, the first `MAX_TOKENS` of them."""
    found: list[Token] = []
    examples = soft_spans(folded, rules)
    at = 0
    for match in WORD.finditer(folded):
        start, end = match.span()
        while at < len(examples) and examples[at][1] <= start:
            at += 1
        found.append(Token(match.group(), number, start, end, at < len(examples) and examples[at][0] <= start))
        if len(found) >= MAX_TOKENS:
            break
    return found


def soft_spans(folded: str, rules: Rules) -> list[tuple[int, int]]:
    """Where a text holds examples (quoted names, paths, numbers), in order.

    A quotation of many words is none, nor is an escape such as `'\\r'`: those are part of the message. Nor is a number
    that stands by itself (`exit code 137`, `HTTP 404`), unless it counts lines.
    """
    found = []
    for match in rules.soft.finditer(folded):
        held = WORD.findall(match[1])
        escape = "\\" in match[1] and len(held) == 1 and len(held[0]) == 1
        before, after = folded[: match.start(1)], folded[match.end(1) :]
        number = match[1].isdigit() and before[-1:] in ("", " ") and after[:1] in ("", " ", ".", "]", ")")
        meant = number and not before.endswith(_COUNTERS)
        if len(held) <= SOFT_WORDS and not escape and not meant:
            found.append(match.span(1))
    return found
