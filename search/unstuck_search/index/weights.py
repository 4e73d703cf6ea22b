"""What words and pairs of words are worth, in bits: the rarer in a knowledge base, the more telling.

Counts are taken in steps of half a bit of information. So one article more changes what a word is worth only where its
count passes to another step, and an edit changes the rows of few other articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from unstuck_search.rules import Rules
from unstuck_search.text import spoken

EVERYDAY = 0.15  # what an everyday word is worth of its rarity
COMMON = 0.55  # and a word that half of all errors share
PRIOR = (
    512  # articles that every knowledge base is taken to have besides its own, so that a small one is not easily sure
)
PAIR = 0.6  # what a pair of words is worth of its rarity
NUMBER = 5.0  # bits that a bare number is worth at most
_MOST_SPOKEN = 4  # words that one run of a script without spaces counts for
_DIGITS = 3  # of a weight: the browser's twin reads the same ones


def step(count: int) -> int:
    """The step of a count of 1 or more."""
    return round(2 * math.log2(count))


def size_step(articles: int) -> int:
    """The step of a knowledge base of so many articles."""
    return step(articles + PRIOR)


def holding_step(holding: int) -> int:
    """The step of how many articles hold something: what it is worth changes with it."""
    return step(holding + 1)


def rarity(holding: int, size: int) -> float:
    """The information, in bits, of what so many articles hold of a knowledge base whose size is of a step."""
    return (size - holding_step(holding)) / 2


def word_weight(word: str, holding: int, size: int, rules: Rules) -> float:
    """The information of a word: rare in this knowledge base is telling, everyday words hardly."""
    bits = rarity(holding, size)
    if word.isdigit():
        bits = min(bits * COMMON, NUMBER)
    elif word in rules.everyday_words or len(word) == 1:
        bits *= EVERYDAY
    elif word in rules.common_words:
        bits *= COMMON
    return round(bits * min(spoken(word), _MOST_SPOKEN), _DIGITS)


def pair_weight(holding: int, size: int, first: float, second: float) -> float:
    """What two words of these weights prove by following each other, beyond themselves: `no field` is rarer than
    both."""
    return round(min(2.0 * (first + second), max(0.0, PAIR * rarity(holding, size) - 0.5 * (first + second))), _DIGITS)


def pair_owner(pair: str, weights: Mapping[str, float]) -> str:
    """The word of a pair with which the pair lies: the one that is worth more, so that no row of an everyday word is
    long."""
    first, _, second = pair.partition(" ")
    return first if weights[first] >= weights[second] else second


def context_weight(word: str, holding: int, size: int, rules: Rules) -> float:
    """The information of a word as the name of a product, or in a title."""
    if word in rules.everyday_words:
        return 0.0
    bits = rarity(holding, size)
    return round(bits * COMMON if word in rules.common_words else bits, _DIGITS)
