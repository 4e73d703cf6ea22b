"""Which number each article has, and in which shard of the browser's index a row lies."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.index.postings import HOMES, article_of
from unstuck_search.partition import article_numbers, buckets, power_of_two, shard_of

LAYOUT = 2  # changes with the form of the rows
# Articles for each shard of a family, about: a question loads a shard for each of its words, and for each article that
# these lead to. Counted in articles, not in bytes, so that no edit moves a row to another shard.
ARTICLES = {"w": 8, "x": 8, "a": 16, "s": 16}
FOLDER = "assets/search"


@dataclass(frozen=True)
class ShardLayout:
    """Which number each article has, and in which shard a row lies: it depends on the articles' ids alone."""

    numbers: Mapping[str, int]

    @functools.cached_property
    def shards(self) -> dict[str, int]:
        """How many shards each family has."""
        shards = {family: power_of_two(len(self.numbers) // articles) for family, articles in ARTICLES.items()}
        return {family: min(count, HOMES) for family, count in shards.items()}

    @functools.cached_property
    def version(self) -> str:
        """What a page compares, so as not to mix rows of two layouts."""
        facts = [LAYOUT, self.shards, buckets(len(self.numbers))]
        return hashlib.sha256(json.dumps(facts, separators=(",", ":")).encode()).hexdigest()[:12]

    def articles(self, family: str) -> list[list[str]]:
        """The ids of the articles in each shard of a family that lies by number."""
        shards: list[list[str]] = [[] for _ in range(self.shards[family])]
        for kb_id, number in self.numbers.items():
            shards[number % len(shards)].append(kb_id)
        return shards

    def file(self, name: str, rows: Iterable[str]) -> tuple[str, str]:
        """A shard by its path below the site's root, given its rows. One without a row is there all the same: a page
        could not distinguish it from one that is lost."""
        return f"{FOLDER}/{name}.js", f'Unstuck.shard("{self.version}", "{name}", [{",".join(rows)}]);\n'


def home_of(one: int, anchors: Sequence[str], shards: int) -> int:
    """The shard of words in which an entry's row lies: that of its first anchor, so that who has a line's words has the
    entries that may match it; those without one lie anywhere."""
    return shard_of(anchors[0], shards) if anchors else article_of(one) % shards


def make_layout(ids: Iterable[str]) -> ShardLayout:
    """The layout for articles of these ids."""
    return ShardLayout(article_numbers(ids))
