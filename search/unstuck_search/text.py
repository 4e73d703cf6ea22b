"""What every part of the matcher shares about text: case folding, typographic quotes, words."""

from __future__ import annotations

import re

from unstuck_search.rules import load_rules

QUOTES = load_rules().quotes
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words(folded: str) -> list[str]:
    """The words of folded text: runs of letters and digits."""
    return WORD.findall(folded)
