"""How entries of an index are referred to.

A reference is the number of an entry's article and its place among that article's entries, so it stays when other
articles change. A posting is a reference, the entry's literal bits in tenths, and its home: the shard of words in which
the entry's row lies. So what ranks an entry, and where it is, lies where a word finds it. Both sort by article, then by
place, and a posting is a number of 64 bits.
"""

from __future__ import annotations

PLACES = 1 << 16  # more than an article's entries
_TENTHS = 1 << 12
HOMES = 1 << 12  # shards of words, at most


def reference(article: int, place: int) -> int:
    """The reference of an article's entry."""
    return article * PLACES + place


def article_of(one: int) -> int:
    """The number of the article that an entry belongs to."""
    return one // PLACES


def place_of(one: int) -> int:
    """The place of an entry among its article's."""
    return one % PLACES


def posting(one: int, literal_bits: float, home: int = 0) -> int:
    """The posting of an entry; in memory entries have no home."""
    return (one * _TENTHS + min(round(literal_bits * 10), _TENTHS - 1)) * HOMES + home


def referred(one: int) -> int:
    """The reference of a posting."""
    return one // (_TENTHS * HOMES)


def tenths(one: int) -> int:
    """The literal bits of a posting, in tenths."""
    return one // HOMES % _TENTHS


def literal_bits(one: int) -> float:
    """The literal bits of a posting."""
    return one // HOMES % _TENTHS / 10


def home(one: int) -> int:
    """The home of a posting."""
    return one % HOMES
