"""What every part of the matcher shares about text: case folding, typographic quotes, words."""

from __future__ import annotations

import re

from unstuck_search.rules import load_rules

QUOTES = load_rules().quotes
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spoken(word: str) -> int:
    """How many words one run of letters and digits is: in scripts that are written without spaces about one for each
    two characters."""
    return max(1, len(word) // 2) if _WITHOUT_SPACES.search(word) else 1


def words(folded: str) -> list[str]:
    """The words of folded text: runs of letters and digits."""
    return WORD.findall(folded)
