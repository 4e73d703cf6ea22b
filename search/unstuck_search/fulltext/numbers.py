"""Numbers of articles, for rows that name many: made of an article's id, so that they stay when others come and go.

An id's checksum chooses one of a power of two of buckets, four for each article; in a bucket, articles follow each
other in the order of their ids. So a new article changes the number of another one only where they share a bucket, and
all numbers when the articles have doubled.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable

_BUCKETS = 4  # for each article


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
