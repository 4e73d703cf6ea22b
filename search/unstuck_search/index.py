"""The inverted index: from words to the signatures that hold them, and what each word is worth.

An entry is one signature, or an article's title read as one. What is computed per entry depends on that entry alone,
so that it can be kept per article; only the counts of words are common to all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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


class Index:
    """All entries of a knowledge base by word, by anchor and by code. Immutable once built."""

    def __init__(self, signatures: Iterable[Signature], contexts: Mapping[str, Context], rules: Rules) -> None:
        self.rules = rules
        self.entries = [make_entry(one, rules) for one in signatures]
        self.product_words: dict[str, frozenset[str]] = {}
        self.title_words: dict[str, frozenset[str]] = {}
        self.codes: dict[str, tuple[str, ...]] = {}
        self.by_code: dict[str, list[str]] = defaultdict(list)
        for kb_id, context in contexts.items():
            message = title_message(context.title, rules)
            if message:
                title = make_signature(kb_id, 0, [escape(message)])
                self.entries.append(make_entry(title, rules, title=True))
            self.product_words[kb_id] = product_words(context)
            self.title_words[kb_id] = title_words(kb_id, context) - self.product_words[kb_id]
            self.codes[kb_id] = title_codes(context.title, rules)
            for code in self.codes[kb_id]:
                self.by_code[code].append(kb_id)
        self._count()

    def _count(self) -> None:
        held: dict[str, set[str]] = defaultdict(set)
        self.postings: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            distinct = dict.fromkeys(entry.words)
            held[entry.signature.kb_id].update(distinct)
            for word in distinct:
                self.postings[word].append(number)
        self.articles = len(held)
        together: dict[str, set[str]] = defaultdict(set)
        self.pair_postings: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for first, second in entry.pairs:
                pair = f"{entry.words[first]} {entry.words[second]}"
                if entry.signature.kb_id not in together[pair] or self.pair_postings[pair][-1] != number:
                    self.pair_postings[pair].append(number)
                together[pair].add(entry.signature.kb_id)
        self._pair_weights: dict[str, float] = {}
        self.frequency = Counter(word for found in held.values() for word in found)
        self.context_frequency = Counter(
            word for words_ in (self.product_words, self.title_words) for found in words_.values() for word in found
        )
        self._weights = {word: self._weigh(word) for word in self.frequency}
        for pair, held_by in together.items():
            one, _, other = pair.partition(" ")
            bits = PAIR * math.log2((self.articles + PRIOR) / (len(held_by) + 1))
            self._pair_weights[pair] = max(0.0, bits - 0.5 * (self._weights[one] + self._weights[other]))
        self._unseen = math.log2(self.articles + PRIOR)
        self.by_anchor: dict[str, list[int]] = defaultdict(list)
        self.unanchored: list[int] = []
        for number, entry in enumerate(self.entries):
            fixed = anchors(entry.signature.templates[0])
            if fixed:
                rarest = min(fixed, key=lambda word: (self.frequency[word], word))
                self.by_anchor[rarest].append(number)
            elif entry.signature.templates[0].literals:
                self.unanchored.append(number)
        self.bits = [self._entry_bits(entry, 1.0) for entry in self.entries]
        self.firm_bits = [self._entry_bits(entry, SOFT_MISSING) for entry in self.entries]

    def _weigh(self, word: str) -> float:
        bits = math.log2((self.articles + PRIOR) / (self.frequency[word] + 1))
        if word.isdigit():
            return min(bits * COMMON, NUMBER)
        if word in self.rules.everyday_words or len(word) == 1:
            return bits * EVERYDAY
        return bits * COMMON if word in self.rules.common_words else bits

    def pair_weight(self, first: str, second: str) -> float:
        """What two words prove by following each other, beyond themselves, in bits: `no field` is rarer than both."""
        return self._pair_weights.get(f"{first} {second}", 0.0)

    def weight(self, word: str) -> float:
        """The information of a word in bits: rare in this knowledge base is telling, everyday words hardly."""
        return self._weights.get(word, self._unseen)

    def context_weight(self, word: str) -> float:
        """The information of a word as the name of a product, in bits."""
        if word in self.rules.everyday_words:
            return 0.0
        bits = math.log2((len(self.title_words) + PRIOR) / (self.context_frequency[word] + 1))
        return bits * COMMON if word in self.rules.common_words else bits

    def _entry_bits(self, entry: Entry, soft: float) -> float:
        """The information of an entry's words; those of an example count `soft` of their own."""
        return sum(
            self._weights[word] * (soft if example else 1.0)
            for word, example in zip(entry.words, entry.soft, strict=True)
        ) + sum(self.pair_weight(entry.words[first], entry.words[second]) for first, second in entry.pairs)
