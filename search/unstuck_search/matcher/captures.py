"""The values that the templates of an article captured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from unstuck_search.matcher.pattern_match import PatternMatch
from unstuck_search.signatures.signature import capture_types
from unstuck_search.signatures.template import ANYTHING
from unstuck_search.text import fold, words


class Capture(NamedTuple):
    """A captured value, with its name and the type that its template gives it."""

    name: str
    value: str
    type: str


def captures_of(best: PatternMatch | None, matches: Iterable[PatternMatch]) -> tuple[Capture, ...]:
    """The values of an article's best match, then those that its other signatures captured under other names in other
    lines: what reads the same line otherwise reads it worse."""
    if best is None:
        return ()
    own = {line.number for line, _, _ in best.spans}
    others = (one for one in matches if one.exact and own.isdisjoint(line.number for line, _, _ in one.spans))
    found: dict[str, Capture] = {}
    for match in (best, *others):
        types = capture_types(match.entry.signature)
        for name, value in match.captures:
            found.setdefault(name, Capture(name, value, types[name]))
    return tuple(found.values())


def captured_words(match: PatternMatch) -> Iterator[str]:
    """The words of the values that a match captured, each time they occur; of parts that promise something of them."""
    types = capture_types(match.entry.signature)
    for name, value in match.captures:
        if types[name] != ANYTHING:
            yield from words(fold(value))
