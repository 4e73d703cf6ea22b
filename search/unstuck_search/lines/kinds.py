"""Which lines of a paste are worth a second look, and how lines join where a terminal wrapped them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules
from unstuck_search.text import WORD

_DIGITS = re.compile(r"[0-9]+")
ERROR, PLAIN, INFO, FRAME = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: folded text, the line's place in the list of lines, offsets in its cleaned text.

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


@dataclass(frozen=True, slots=True)
class SortedLines:
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


@dataclass(frozen=True, slots=True)
class Run:
    """The words of one line or of a few joined ones, ready to be compared with templates.

    `places` gives the positions of each word, ascending; `literals_before`, by position, how many words
    that are not examples come before it.
    """

    tokens: tuple[Token, ...]
    places: Mapping[str, tuple[int, ...]]
    literals_before: tuple[int, ...]


def make_run(lines: Sequence[Line], place: int, count: int, rules: Rules) -> Run:
    """The words of `count` lines from `place` on, at most `max_tokens`."""
    found: list[Token] = []
    for number in range(place, min(place + count, len(lines))):
        found += tokens(lines[number].folded, number, rules)
        if len(found) >= rules.limits.max_tokens:
            del found[rules.limits.max_tokens :]
            break
    places: dict[str, tuple[int, ...]] = {}
    literals = [0]
    for at, token in enumerate(found):
        places[token.word] = (*places.get(token.word, ()), at)
        literals.append(literals[-1] + (not token.example))
    return Run(tuple(found), places, tuple(literals))


def tokens(folded: str, number: int, rules: Rules) -> list[Token]:
    """The words of one line, the first `max_tokens` of them."""
    found: list[Token] = []
    examples = example_spans(folded, rules)
    at = 0
    for match in WORD.finditer(folded):
        start, end = match.span()
        while at < len(examples) and examples[at][1] <= start:
            at += 1
        found.append(Token(match.group(), number, start, end, at < len(examples) and examples[at][0] <= start))
        if len(found) >= rules.limits.max_tokens:
            break
    return found


def example_spans(folded: str, rules: Rules) -> list[tuple[int, int]]:
    """Where a text holds examples (quoted names, paths, numbers), in order.

    A quotation of many words is none, nor is an escape such as `'\\r'`: those are part of the message. Nor is a number
    that is by itself (`exit code 137`, `HTTP 404`), unless it counts lines.
    """
    found = []
    for match in rules.example.finditer(folded):
        held = WORD.findall(match[1])
        escape = "\\" in match[1] and len(held) == 1 and len(held[0]) == 1
        before, after = folded[: match.start(1)], folded[match.end(1) :]
        number = match[1].isdigit() and before[-1:] in ("", " ") and after[:1] in ("", " ", ".", "]", ")")
        meant = number and not before.endswith(rules.counters)
        if len(held) <= rules.limits.max_example_words and not escape and not meant:
            found.append(match.span(1))
    return found
