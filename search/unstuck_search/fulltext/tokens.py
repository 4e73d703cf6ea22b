"""Text to search terms: technical words whole as well as in parts."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from unstuck_search.rules import load_rules

# A run without spaces, trimmed of the punctuation of sentences; `--platform` keeps its dashes.
_PART = re.compile(r"[^\W_]+")
_RULES = load_rules()
_STOP = _RULES.stop_words
_MAX_TERM = _RULES.limits.max_term


@dataclass(frozen=True, slots=True)
class Term:
    """One term in its folded form, and its place."""

    text: str
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """The terms of a text: each run whole (`standard_init_linux.go:228`, `0x80070005`, `libc.so.6`), its parts, and the
    parts of compounds (`DetachedInstanceError`)."""
    for chunk in _RULES.chunk.finditer(text):
        at = chunk.start()
        for term, start, end in _chunk_terms(chunk[0]):
            yield Term(term, at + start, at + end)


def count_terms(text: str) -> Counter[str]:
    """How often a text holds each of its terms."""
    counts: Counter[str] = Counter()
    for chunk, times in Counter(_RULES.chunk.findall(text)).items():
        for term, _, _ in _chunk_terms(chunk):
            counts[term] += times
    return counts


@functools.lru_cache(maxsize=65536)
def _chunk_terms(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The terms of a run without spaces, with their places in it. Texts are made of few different ones."""
    start, end = 0, len(chunk)
    while end > start and chunk[end - 1] in ".:*…=/\\#":
        end -= 1
    while start < end and chunk[start] in ".:*…=#":
        start += 1
    if start == end:
        return ()
    found: list[tuple[str, int, int]] = []
    whole = chunk[start:end].lower()
    parts = list(_PART.finditer(chunk, start, end))
    if whole not in _STOP and (len(parts) != 1 or parts[0].span() != (start, end)) and len(whole) <= _MAX_TERM:
        found.append((whole, start, end))
    for part in parts:
        word = part.group()
        if len(word) <= _MAX_TERM and word.lower() not in _STOP:
            found.append((stem(word.lower()), *part.span()))
            if _RULES.compound.search(word):
                pieces = _RULES.compound_parts.finditer(chunk, *part.span())
                found.extend((stem(one.group().lower()), *one.span()) for one in pieces)
    return tuple(found)


def stem(word: str) -> str:
    """Plural and verb endings off, lightly, so that `errors` finds `error`; words with digits stay as they are."""
    if len(word) < 5 or not word.isalpha() or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
