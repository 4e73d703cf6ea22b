"""The inverted index: from words to the signatures that hold them, and what each word is worth.

Everything that a paste may ask of the knowledge base as a whole is worked out here once, so that an answer reads the
rows of its own words and of the articles these lead to, and no more: however large the knowledge base, in memory,
in a file or in the browser.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.index.anchors import Groups, anchors_of, group_by_anchor
from unstuck_search.index.article_terms import (
    ArticleContext,
    ArticleTerms,
    product_words,
    title_codes,
    title_message,
    title_words,
)
from unstuck_search.index.pattern import Pattern, WeightedPattern, make_pattern, weigh_pattern
from unstuck_search.index.postings import PLACES, article_of, posting, reference
from unstuck_search.index.weights import context_weight, pair_weight, size_step, word_weight
from unstuck_search.partition import article_numbers
from unstuck_search.rules import Rules
from unstuck_search.signatures.signature import Signature, make_signature
from unstuck_search.signatures.template import escape

HELD = 400  # a word in more entries than this finds none; it only adds to what rarer ones found
UNANCHORED = 64  # entries without an anchor that are tried everywhere: the first ones of all


@dataclass(frozen=True, slots=True)
class Index:
    """All entries of a knowledge base by word, by anchor and by code.

    The tables may be dictionaries (`build_index`) or read from a file as they are asked (`open_index`). Entries are
    known by their references (`postings.py`). `by_anchor` groups those of an anchor (the rarest word that every line
    matching the entry holds) by a second such word, empty where there is none; `postings` and `pair_postings` leave
    out what more than `HELD` entries hold.
    """

    rules: Rules
    entries: Mapping[int, WeightedPattern]
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
    by_article: dict[str, list[Signature]] = {kb_id: [] for kb_id in contexts}
    for signature in signatures:
        by_article.setdefault(signature.kb_id, []).append(signature)
    size = size_step(len(by_article))
    patterns = {
        reference(number, place): pattern
        for kb_id, number in article_numbers(by_article).items()
        for place, pattern in enumerate(article_patterns(by_article[kb_id], kb_id, contexts.get(kb_id), rules))
    }
    held: dict[str, list[int]] = defaultdict(list)
    pairs: dict[str, list[int]] = defaultdict(list)
    for one, pattern in patterns.items():
        for word in dict.fromkeys(pattern.words):
            held[word].append(one)
        for pair in pattern.pair_names():
            pairs[pair].append(one)
    weights = {word: word_weight(word, holding(found), size, rules) for word, found in held.items()}
    pair_weights = {}
    for pair, found in pairs.items():
        first, _, second = pair.partition(" ")
        pair_weights[pair] = pair_weight(holding(found), size, weights[first], weights[second])
    entries = {one: weigh_pattern(pattern, weights, pair_weights) for one, pattern in patterns.items()}
    by_anchor, unanchored = group_by_anchor((one, anchors_of(entry)) for one, entry in entries.items())
    article_terms = _article_terms(contexts, size, rules)
    by_code: dict[str, list[str]] = defaultdict(list)
    for kb_id in sorted(article_terms):
        for code in article_terms[kb_id].codes:
            by_code[code].append(kb_id)
    postings = {one: posting(one, entry.literal_bits) for one, entry in entries.items()}
    return Index(
        rules=rules,
        entries=entries,
        unanchored=[one for one in unanchored if entries[one].signature.templates[0].literals],
        postings={word: [postings[one] for one in found] for word, found in held.items() if len(found) <= HELD},
        weights=weights,
        by_anchor=by_anchor,
        pair_postings={pair: [postings[one] for one in found] for pair, found in pairs.items() if len(found) <= HELD},
        pair_weights=pair_weights,
        article_terms=article_terms,
        by_code=dict(by_code),
    )


def article_patterns(
    signatures: Iterable[Signature], kb_id: str, context: ArticleContext | None, rules: Rules
) -> list[Pattern]:
    """The patterns of an article: of its signatures, and of its title."""
    patterns = [make_pattern(signature, rules) for signature in signatures]
    message = title_message(context.title, rules) if context else ""
    if message:
        patterns.append(make_pattern(make_signature(kb_id, 0, [escape(message)]), rules, title=True))
    return patterns[:PLACES]


def holding(references: Iterable[int]) -> int:
    """How many articles some entries belong to."""
    return len(set(map(article_of, references)))


def _article_terms(contexts: Mapping[str, ArticleContext], size: int, rules: Rules) -> dict[str, ArticleTerms]:
    words = {kb_id: context_words(kb_id, context) for kb_id, context in contexts.items()}
    frequency = Counter(word for tables in words.values() for found in tables for word in found)
    weights = {word: context_weight(word, count, size, rules) for word, count in frequency.items()}
    return {
        kb_id: weigh_context(*words[kb_id], title_codes(context.title, rules), weights)
        for kb_id, context in contexts.items()
    }


def context_words(kb_id: str, context: ArticleContext) -> tuple[frozenset[str], frozenset[str]]:
    """The words of an article's product, and the other ones of its title."""
    product = product_words(context)
    return product, title_words(kb_id, context) - product


def weigh_context(
    product: Iterable[str], title: Iterable[str], codes: tuple[str, ...], weights: Mapping[str, float]
) -> ArticleTerms:
    """An article's words with what each is worth."""
    own, other = ({word: weights[word] for word in sorted(found)} for found in (product, title))
    return ArticleTerms(own, other, codes)
