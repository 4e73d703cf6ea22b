"""The inverted index: from words to the signatures that hold them, and what each word is worth.

Everything that a paste may ask of the knowledge base as a whole is worked out here once, so that an answer reads the
rows of its own words and of the articles these lead to, and no more: however large the knowledge base, in memory,
in a file or in the browser.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.fulltext.numbers import article_numbers
from unstuck_search.index.anchors import Groups, group_by_anchor
from unstuck_search.index.article_terms import (
    ArticleContext,
    ArticleTerms,
    product_words,
    title_codes,
    title_message,
    title_words,
)
from unstuck_search.index.pattern import Pattern, WeightedPattern, make_pattern, pair_name, weigh_pattern
from unstuck_search.rules import Rules
from unstuck_search.signatures.signature import Signature, make_signature
from unstuck_search.signatures.template import escape

EVERYDAY = 0.15  # what an everyday word is worth of its rarity
COMMON = 0.55  # and a word that half of all errors share
PRIOR = (
    512  # articles that every knowledge base is taken to have besides its own, so that a small one is not easily sure
)
PAIR = 0.6  # what a pair of words is worth of its rarity
NUMBER = 5.0  # bits that a bare number is worth at most
HELD = 400  # a word in more entries than this finds none; it only adds to what rarer ones found
_DIGITS = 3  # of a weight: the browser's twin reads the same ones


@dataclass(frozen=True, slots=True)
class Index:
    """All entries of a knowledge base by word, by anchor and by code.

    The tables may be dictionaries (`build_index`) or read from a file as they are asked (`stored`). Entries are in the
    order of their articles' numbers. `by_anchor` groups the entries of an anchor (the rarest word that every line
    matching the entry holds) by a second such word, empty where there is none; `postings` and `pair_postings` leave
    out what more than `HELD` entries hold; `literal_bits` are those of each entry.
    """

    rules: Rules
    articles: int
    entries: Sequence[WeightedPattern]
    literal_bits: Sequence[float]
    unanchored: Sequence[int]
    postings: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    by_anchor: Mapping[str, Groups]
    pair_postings: Mapping[str, Sequence[int]]
    pair_weights: Mapping[str, float]
    article_terms: Mapping[str, ArticleTerms]
    by_code: Mapping[str, Sequence[str]]


def build_index(signatures: Iterable[Signature], contexts: Mapping[str, ArticleContext], rules: Rules) -> Index:
    """The index of a knowledge base, from its signatures and from title and products of its articles."""
    patterns = _patterns(signatures, contexts, rules)
    held: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns):
        distinct = dict.fromkeys(pattern.words)
        held[pattern.signature.kb_id].update(distinct)
        for word in distinct:
            postings[word].append(number)
    frequency = Counter(word for found in held.values() for word in found)
    weights = {word: _weigh(word, frequency[word], len(held), rules) for word in frequency}
    pair_postings, pair_weights = _pairs(patterns, weights, len(held))
    entries = [weigh_pattern(one, weights, pair_weights) for one in patterns]
    by_anchor, unanchored = group_by_anchor((one.signature.templates[0] for one in patterns), frequency)
    article_terms = _article_terms(contexts, rules)
    by_code: dict[str, list[str]] = defaultdict(list)
    for kb_id in sorted(article_terms):
        for code in article_terms[kb_id].codes:
            by_code[code].append(kb_id)
    return Index(
        rules=rules,
        articles=len(held),
        entries=entries,
        literal_bits=[round(entry.literal_bits, 1) for entry in entries],
        unanchored=unanchored,
        postings=_finding(postings),
        weights=weights,
        by_anchor=by_anchor,
        pair_postings=_finding(pair_postings),
        pair_weights=pair_weights,
        article_terms=article_terms,
        by_code=dict(by_code),
    )


def _patterns(signatures: Iterable[Signature], contexts: Mapping[str, ArticleContext], rules: Rules) -> list[Pattern]:
    """The patterns of all signatures and titles, an article's together and articles in the order of their numbers."""
    by_article: dict[str, list[Pattern]] = defaultdict(list)
    for signature in signatures:
        by_article[signature.kb_id].append(make_pattern(signature, rules))
    for kb_id, context in contexts.items():
        message = title_message(context.title, rules)
        if message:
            by_article[kb_id].append(make_pattern(make_signature(kb_id, 0, [escape(message)]), rules, title=True))
    return [pattern for kb_id in article_numbers({**by_article, **contexts}) for pattern in by_article.get(kb_id, ())]


def _finding(postings: Mapping[str, list[int]]) -> dict[str, list[int]]:
    return {word: numbers for word, numbers in postings.items() if len(numbers) <= HELD}


def _weigh(word: str, frequency: int, articles: int, rules: Rules) -> float:
    """The information of a word in bits: rare in this knowledge base is telling, everyday words hardly."""
    bits = math.log2((articles + PRIOR) / (frequency + 1))
    if word.isdigit():
        bits = min(bits * COMMON, NUMBER)
    elif word in rules.everyday_words or len(word) == 1:
        bits *= EVERYDAY
    elif word in rules.common_words:
        bits *= COMMON
    return round(bits, _DIGITS)


def _pairs(
    patterns: Sequence[Pattern], weights: Mapping[str, float], articles: int
) -> tuple[dict[str, list[int]], dict[str, float]]:
    """Which entries hold which pair of words, and what the two prove by following each other, beyond themselves, in
    bits: `no field` is rarer than both."""
    together: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns):
        for name in dict.fromkeys(pair_name(pattern, pair) for pair in pattern.pairs):
            postings[name].append(number)
            together[name].add(pattern.signature.kb_id)
    worth = {}
    for name, held_by in together.items():
        one, _, other = name.partition(" ")
        bits = PAIR * math.log2((articles + PRIOR) / (len(held_by) + 1))
        worth[name] = round(max(0.0, bits - 0.5 * (weights[one] + weights[other])), _DIGITS)
    return postings, worth


def _article_terms(contexts: Mapping[str, ArticleContext], rules: Rules) -> dict[str, ArticleTerms]:
    products = {kb_id: product_words(context) for kb_id, context in contexts.items()}
    titles = {kb_id: title_words(kb_id, context) - products[kb_id] for kb_id, context in contexts.items()}
    frequency = Counter(word for table in (products, titles) for found in table.values() for word in found)

    def worth(found: Iterable[str]) -> dict[str, float]:
        return {word: _context_weight(word, frequency[word], len(contexts), rules) for word in sorted(found)}

    return {
        kb_id: ArticleTerms(worth(products[kb_id]), worth(titles[kb_id]), title_codes(context.title, rules))
        for kb_id, context in contexts.items()
    }


def _context_weight(word: str, frequency: int, articles: int, rules: Rules) -> float:
    """The information of a word as the name of a product, in bits."""
    if word in rules.everyday_words:
        return 0.0
    bits = math.log2((articles + PRIOR) / (frequency + 1))
    return round(bits * COMMON if word in rules.common_words else bits, _DIGITS)
