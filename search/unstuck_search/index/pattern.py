"""One signature, or an article's title read as one, taken apart into the words that are compared.

A `Pattern` depends on its signature alone; a `WeightedPattern` is one with what each of its words is worth in one
knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unstuck_search.lines.kinds import example_spans
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import Signature
from unstuck_search.signatures.template import Literal, Template, Variable
from unstuck_search.text import fold, spoken, words

_QUOTE = re.compile("[\"'`<]")
_EXAMPLE_MISSING = load_rules().limits.example_missing


@dataclass(frozen=True, slots=True)
class Pattern:
    """One signature ready to be compared word by word.

    `examples` marks the words of an author's example (a quoted name, a path, a number); `joined` those that follow the
    word before them with nothing variable between; `pairs` holds the places of words that follow each other when
    examples and variable parts are left out. `coded` means that it holds an error code, `strict` that it has parts
    of a type that few words are of: where such a signature does not match as a template, something else is there;
    `vague` that it has next to no word that tells it from any other error ("something went wrong, try again").
    """

    signature: Signature
    title: bool
    words: tuple[str, ...]
    examples: tuple[bool, ...]
    joined: tuple[bool, ...]
    pairs: tuple[tuple[int, int], ...]
    coded: bool
    strict: bool
    vague: bool

    def open_before(self, number: int) -> bool:
        """Whether a variable part comes before one of the words."""
        if number > 0:
            return not self.joined[number]
        return isinstance(self.signature.templates[0].parts[0], Variable)

    def open_after(self, number: int) -> bool:
        """Whether a variable part follows one of the words."""
        if number + 1 < len(self.words):
            return not self.joined[number + 1]
        return isinstance(self.signature.templates[-1].parts[-1], Variable)

    def pair_names(self) -> dict[str, None]:
        """Its pairs, each once, as tables of pairs name them."""
        return dict.fromkeys(pair_name(self, pair) for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class WeightedPattern(Pattern):
    """A pattern and, in bits, what each of its words is worth and what each of its pairs adds."""

    weights: tuple[float, ...]
    pair_weights: tuple[float, ...]

    @property
    def bits(self) -> float:
        """The information of all its words and pairs."""
        return sum(self.weights) + sum(self.pair_weights)

    @property
    def literal_bits(self) -> float:
        """The same with the words of an author's examples counted little."""
        own = zip(self.weights, self.examples, strict=True)
        return sum(weight * (_EXAMPLE_MISSING if example else 1.0) for weight, example in own) + sum(self.pair_weights)

    @property
    def brevity(self) -> float:
        """How little there is to it, 0 to 1: a single plain word is 1, five words are next to nothing."""
        count = sum(map(spoken, set(self.words)))
        return 0.0 if self.coded else 1.0 / (count * count) if count else 1.0


def make_pattern(signature: Signature, rules: Rules, *, title: bool = False) -> Pattern:
    """A pattern from a signature."""
    found: list[str] = []
    examples: list[bool] = []
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
            for begin, end, example in _pieces(text, example_spans(text, rules)):
                for word in words(text[begin:end]):
                    if not example:
                        if last >= 0:
                            pairs.append((last, len(found)))
                        last = len(found)
                    found.append(word)
                    examples.append(example)
                    joined.append(not apart)
                    apart = False
    strict = any(
        isinstance(part, Variable) and part.type in rules.narrow_types
        for template in signature.templates
        for part in template.parts
    )
    coded = any(rules.codes.search(template.source) for template in signature.templates)
    vague = not coded and all(_is_vague(template, rules) for template in signature.templates)
    return Pattern(signature, title, tuple(found), tuple(examples), tuple(joined), tuple(pairs), coded, strict, vague)


def _is_vague(template: Template, rules: Rules) -> bool:
    """Whether a template has neither form (parts that vary, quotes) nor more than one word that is not an everyday
    one, and that a common one."""
    if len(template.parts) != 1 or _QUOTE.search(template.source):
        return False
    own = set(words(fold(template.source))) - rules.everyday_words
    return len(own) <= 1 and own <= rules.common_words


def _pieces(text: str, examples: list[tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    at = 0
    for begin, end in examples:
        yield at, begin, False
        yield begin, end, True
        at = end
    yield at, len(text), False


def pair_name(pattern: Pattern, pair: tuple[int, int]) -> str:
    """The two words of a pair, as tables of pairs name them."""
    return f"{pattern.words[pair[0]]} {pattern.words[pair[1]]}"


def weigh_pattern(one: Pattern, weights: Mapping[str, float], pair_weights: Mapping[str, float]) -> WeightedPattern:
    """A pattern with the worth of its words and pairs."""
    own = tuple(weights[word] for word in one.words)
    paired = tuple(pair_weights[pair_name(one, pair)] for pair in one.pairs)
    return WeightedPattern(
        one.signature,
        one.title,
        one.words,
        one.examples,
        one.joined,
        one.pairs,
        one.coded,
        one.strict,
        one.vague,
        own,
        paired,
    )
