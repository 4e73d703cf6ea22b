"""Which language a message is in, where it is not English."""

from __future__ import annotations

from collections.abc import Iterable

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules
from unstuck_search.text import words


def language_of(lines: Iterable[Line], rules: Rules) -> str:
    """The language of the first line that is in another one than English, as its ISO 639-1 code; empty where none is.

    A line is of a language where it has letters that only this language (or few others) has, or several distinct words
    that its messages are made of, or one such word with a letter that English has not.
    """
    for line in lines:
        for name, letters in rules.scripts:
            if letters.search(line.folded):
                return name
        held = set(words(line.folded))
        found = {
            name: sum(1 if word.isascii() else rules.limits.language_words for word in own & held)
            for name, own in rules.languages.items()
        }
        name = max(found, key=lambda one: found[one])
        if found[name] >= rules.limits.language_words:
            return name
    return ""
