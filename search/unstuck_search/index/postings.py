"""How entries of an index are referred to.

A reference is the number of an entry's article and its place among that article's entries, so it stays when other
articles change. A posting is a reference and the entry's literal bits, in tenths: what ranks an entry lies where a word
finds it. Both sort by article, then by place.
"""

from __future__ import annotations

PLACES = 1 << 16  # more than an article's entries
_TENTHS = 1 << 16


def reference(article: int, place: int) -> int:
    """The reference of an article's entry."""
    return article * PLACES + place


def article_of(one: int) -> int:
    """The number of the article that an entry belongs to."""
    return one // PLACES


def place_of(one: int) -> int:
    """The place of an entry among its article's."""
    return one % PLACES


def posting(one: int, literal_bits: float) -> int:
    """The posting of an entry."""
    return one * _TENTHS + min(round(literal_bits * 10), _TENTHS - 1)


def referred(one: int) -> int:
    """The reference of a posting."""
    return one // _TENTHS


def tenths(one: int) -> int:
    """The literal bits of a posting, in tenths."""
    return one % _TENTHS


def literal_bits(one: int) -> float:
    """The literal bits of a posting."""
    return one % _TENTHS / 10
