"""Messages that a narrow terminal broke over several lines, joined again so that a template can match them whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules


class Joined(NamedTuple):
    """Some lines as one. `line` has their text joined by spaces; `parts` are the lines and where each begins in it."""

    line: Line
    parts: tuple[tuple[Line, int], ...]

    def spans(self, start: int, end: int) -> tuple[tuple[Line, int, int], ...]:
        """A place in the joined text as places in the lines it came from."""
        found = []
        for line, begin in self.parts:
            low, high = max(start - begin, 0), min(end - begin, len(line.text))
            if low < high:
                found.append((line, low, high))
        return tuple(found)


def joined_lines(lines: Sequence[Line], places: Iterable[int], rules: Rules) -> Iterator[Joined]:
    """The lines at some places joined with what follows them, and with what precedes them."""
    starts = sorted({start for place in places for start in (place - 1, place) if start >= 0})
    for start in starts:
        for count in range(2, rules.limits.max_wrapped_lines + 1):
            group = lines[start : start + count]
            if len(group) < count or not _goes_on(group[-2], group[-1], rules):
                break
            parts = []
            at = 0
            for line in group:
                parts.append((line, at))
                at += len(line.text) + 1
            first = group[0]
            text = " ".join(line.text for line in group)
            folded = " ".join(line.folded for line in group)
            yield Joined(Line(first.number, first.raw, text, folded), tuple(parts))


def _goes_on(line: Line, following: Line, rules: Rules) -> bool:
    """Whether a line may have been broken before the next one: that one's first word would not have fitted."""
    return len(line.text) + 1 + len(following.text.partition(" ")[0]) >= rules.limits.wrap_width
