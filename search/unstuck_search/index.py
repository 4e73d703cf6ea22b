"""The inverted index: from words to the signatures that hold them, and what each word is worth.

An entry is one signature, or an article's title read as one. What is computed per entry depends on that entry alone,
so that it can be kept per article; only the counts of words are common to all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unstuck_search.context import Context, product_words, title_codes, title_message, title_words
from unstuck_search.rules import Rules
from unstuck_search.signature import Signature, anchors, make_signature, words
from unstuck_search.template import Literal, Variable, escape, fold
from unstuck_search.windows import soft_spans

STRICT_TYPES = frozenset({"int", "hex", "uuid", "ip", "port", "url", "version"})
EVERYDAY = 0.15  # what an everyday word is worth of its rarity
COMMON = 0.55  # and a word that half of all errors share
PRIOR = (
    512  # articles that every knowledge base is taken to have beside its own, so that a small one is not easily sure
)
SOFT_MISSING = 0.25  # what an example's word that is not there costs of its weight
PAIR = 0.6  # what a pair of words is worth of its rarity
NUMBER = 5.0  # bits that a bare number is worth at most


@dataclass(frozen=True, slots=True)
class Entry:
    """One signature ready to be compared word by word.

    `soft` marks the words of an author's example (a quoted name, a path, a number); `joined` those that follow the
    word before them with nothing variable between; `pairs` holds the places of words that follow each other when
    examples and variable parts are left out. `coded` tells that it holds an error code, `strict` that it has parts
    of a type that few words are of: where such a signature does not match as a template, something else stands there.
    """

    signature: Signature
    title: bool
    words: tuple[str, ...]
    soft: tuple[bool, ...]
    joined: tuple[bool, ...]
    pairs: tuple[tuple[int, int], ...]
    coded: bool
    strict: bool

    @property
    def brevity(self) -> float:
        """How little there is to it, 0 to 1: a single plain word is 1, five words are next to nothing."""
        count = len(set(self.words))
        return 0.0 if self.coded else 1.0 / (count * count) if count else 1.0


def make_entry(signature: Signature, rules: Rules, *, title: bool = False) -> Entry:
    """An entry from a signature."""
    found: list[str] = []
    soft: list[bool] = []
    joined: list[bool] = []
    pairs: list[tuple[int, int]] = []
    for template in signature.templates:
        apart = True
        last = -1
        for part in template.parts:
            if not isinstance(part, Literal):
                apart = True
                continue
            text = fold(part.text)
            examples = soft_spans(text, rules)
            for begin, end, example in _pieces(text, examples):
                for word in words(text[begin:end]):
                    if not example:
                        if last >= 0:
                            pairs.append((last, len(found)))
                        last = len(found)
                    found.append(word)
                    soft.append(example)
                    joined.append(not apart)
                    apart = False
    strict = any(
        isinstance(part, Variable) and part.type in STRICT_TYPES
        for template in signature.templates
        for part in template.parts
    )
    coded = any(rules.codes.search(template.source) for template in signature.templates)
    return Entry(signature, title, tuple(found), tuple(soft), tuple(joined), tuple(pairs), coded, strict)


def _pieces(text: str, examples: list[tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    at = 0
    for begin, end in examples:
        yield at, begin, False
        yield begin, end, True
        at = end
    yield at, len(text), False


@dataclass(frozen=True, slots=True)
class Index:
    """All entries of a knowledge base by word, by anchor and by code.

    The tables may be dictionaries (`build_index`) or read from a file as they are asked (`stored`). `bits` is the
    information of an entry's words, `firm_bits` the same with an author's examples counted little; `frequency` of a
    word is the number of articles that hold it; `unseen` is the information of a word that none does.
    """

    rules: Rules
    articles: int
    titles: int
    unseen: float
    entries: Sequence[Entry]
    bits: Sequence[float]
    firm_bits: Sequence[float]
    unanchored: Sequence[int]
    postings: Mapping[str, Sequence[int]]
    weights: Mapping[str, float]
    by_anchor: Mapping[str, Sequence[int]]
    pair_postings: Mapping[str, Sequence[int]]
    pair_weights: Mapping[str, float]
    product_words: Mapping[str, frozenset[str]]
    title_words: Mapping[str, frozenset[str]]
    context_frequency: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, Sequence[str]]

    def weight(self, word: str) -> float:
        """The information of a word in bits: rare in this knowledge base is telling, everyday words hardly."""
        return self.weights.get(word, self.unseen)

    def pair_weight(self, first: str, second: str) -> float:
        """What two words prove by following each other, beyond themselves, in bits: `no field` is rarer than both."""
        return self.pair_weights.get(f"{first} {second}", 0.0)

    def context_weight(self, word: str) -> float:
        """The information of a word as the name of a product, in bits."""
        if word in self.rules.everyday_words:
            return 0.0
        bits = math.log2((self.titles + PRIOR) / (self.context_frequency.get(word, 0) + 1))
        return bits * COMMON if word in self.rules.common_words else bits


def build_index(signatures: Iterable[Signature], contexts: Mapping[str, Context], rules: Rules) -> Index:
    """The index of a knowledge base, from its signatures and from title and products of its articles."""
    entries = [make_entry(one, rules) for one in signatures]
    products: dict[str, frozenset[str]] = {}
    titles: dict[str, frozenset[str]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    by_code: dict[str, list[str]] = defaultdict(list)
    for kb_id, context in contexts.items():
        message = title_message(context.title, rules)
        if message:
            entries.append(make_entry(make_signature(kb_id, 0, [escape(message)]), rules, title=True))
        products[kb_id] = product_words(context)
        titles[kb_id] = title_words(kb_id, context) - products[kb_id]
        codes[kb_id] = title_codes(context.title, rules)
        for code in codes[kb_id]:
            by_code[code].append(kb_id)
    held: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        distinct = dict.fromkeys(entry.words)
        held[entry.signature.kb_id].update(distinct)
        for word in distinct:
            postings[word].append(number)
    frequency = Counter(word for found in held.values() for word in found)
    weights = {word: _weigh(word, frequency[word], len(held), rules) for word in frequency}
    pair_postings, pair_weights = _pairs(entries, weights, len(held))
    by_anchor: dict[str, list[int]] = defaultdict(list)
    unanchored: list[int] = []
    for number, entry in enumerate(entries):
        fixed = anchors(entry.signature.templates[0])
        if fixed:
            by_anchor[min(fixed, key=lambda word: (frequency[word], word))].append(number)
        elif entry.signature.templates[0].literals:
            unanchored.append(number)
    return Index(
        rules=rules,
        articles=len(held),
        titles=len(titles),
        unseen=math.log2(len(held) + PRIOR),
        entries=entries,
        bits=[_entry_bits(entry, 1.0, weights, pair_weights) for entry in entries],
        firm_bits=[_entry_bits(entry, SOFT_MISSING, weights, pair_weights) for entry in entries],
        unanchored=unanchored,
        postings=dict(postings),
        weights=weights,
        by_anchor=dict(by_anchor),
        pair_postings=pair_postings,
        pair_weights=pair_weights,
        product_words=products,
        title_words=titles,
        context_frequency=Counter(word for table in (products, titles) for found in table.values() for word in found),
        codes=codes,
        by_code=dict(by_code),
    )


def _weigh(word: str, frequency: int, articles: int, rules: Rules) -> float:
    bits = math.log2((articles + PRIOR) / (frequency + 1))
    if word.isdigit():
        return min(bits * COMMON, NUMBER)
    if word in rules.everyday_words or len(word) == 1:
        return bits * EVERYDAY
    return bits * COMMON if word in rules.common_words else bits


def _pairs(
    entries: Sequence[Entry], weights: Mapping[str, float], articles: int
) -> tuple[dict[str, list[int]], dict[str, float]]:
    """Which entries hold which pair of words, and what each pair is worth."""
    together: dict[str, set[str]] = defaultdict(set)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for first, second in entry.pairs:
            pair = f"{entry.words[first]} {entry.words[second]}"
            if not postings[pair] or postings[pair][-1] != number:
                postings[pair].append(number)
            together[pair].add(entry.signature.kb_id)
    worth = {}
    for pair, held_by in together.items():
        one, _, other = pair.partition(" ")
        bits = PAIR * math.log2((articles + PRIOR) / (len(held_by) + 1))
        worth[pair] = max(0.0, bits - 0.5 * (weights[one] + weights[other]))
    return dict(postings), worth


def _entry_bits(entry: Entry, soft: float, weights: Mapping[str, float], pair_weights: Mapping[str, float]) -> float:
    """The information of an entry's words and pairs; the words of an example count `soft` of their own."""
    return sum(
        weights[word] * (soft if example else 1.0) for word, example in zip(entry.words, entry.soft, strict=True)
    ) + sum(pair_weights.get(f"{entry.words[first]} {entry.words[second]}", 0.0) for first, second in entry.pairs)
