"""How what is known of many articles is divided, so that an edit changes few of the parts.

Numbers of articles, for rows that name many, are made of an article's id, so that they stay when others come and go. An
id's checksum chooses one of a power of two of buckets, four for each article; in a bucket, articles follow each other
in the order of their ids. So a new article changes the number of another one only where they share a bucket, and all
numbers when the articles have doubled.

Lists are cut into parts by what they hold, never by a running size or count alone.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable

_BUCKETS = 4  # for each article
EVERY = 128  # keys of a part of a list, on average
WHOLE = 4 * EVERY  # keys from which on a list is cut


def article_numbers(ids: Iterable[str]) -> dict[str, int]:
    """The number of each id, ascending; the same whatever the order of the ids."""
    known = sorted(set(ids))
    count = buckets(len(known))
    held: dict[int, list[str]] = defaultdict(list)
    for kb_id in known:
        held[zlib.crc32(kb_id.encode("utf-8", "surrogatepass")) % count].append(kb_id)
    numbers = {kb_id: place * count + bucket for bucket, found in held.items() for place, kb_id in enumerate(found)}
    return dict(sorted(numbers.items(), key=lambda one: one[1]))


def buckets(articles: int) -> int:
    """How many buckets there are for so many articles."""
    return power_of_two(_BUCKETS * articles)


def power_of_two(least: int) -> int:
    """The smallest power of two that is at least this."""
    return 1 << max(0, least - 1).bit_length()


def shard_of(key: str, shards: int) -> int:
    """The one of a power of two of shards in which the rows of a key lie."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % shards


def cut(pieces: Iterable[tuple[str, int]], most: int, every: int = EVERY, whole: int = WHOLE) -> list[list[str]]:
    """The keys of each part of a list, given all keys in their order, each with its size.

    A part begins with a key whose checksum falls on a border, one in `every`, or where the part would be over `most` in
    size; such a border moves with an edit, but only up to the next one of the other kind. A list of fewer than `whole`
    keys and at most `most` in size is one part; an empty one is one part too.
    """
    known = list(pieces)
    if len(known) < whole and sum(size for _, size in known) <= most:
        return [[key for key, _ in known]]
    parts: list[list[str]] = []
    held = 0
    for key, size in known:
        border = zlib.crc32(key.encode("utf-8", "surrogatepass")) % every == 0
        if not parts or border or held + size > most:
            parts.append([])
            held = 0
        parts[-1].append(key)
        held += size
    return parts
