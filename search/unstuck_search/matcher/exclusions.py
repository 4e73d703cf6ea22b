"""What excludes a signature, however many of its words a line holds."""

from __future__ import annotations

import re

from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.lines.kinds import Run
from unstuck_search.matcher.align import Alignment
from unstuck_search.rules import load_rules
from unstuck_search.signatures.beginning import is_beginning, must_begin

_RULES = load_rules()
_NUMBER = re.compile(r"[0-9]+\Z")


def has_other_number(entry: WeightedPattern, run: Run, found: Alignment) -> bool:
    """Whether the line has another number where the template has a literal one: `exit code 1` is not `exit code 137`.

    A literal number follows a word of the template; where that word was found and a number that is not an example
    follows it in the line, it must be the same one.
    """
    place_of = dict(zip(found.numbers, found.places, strict=True))
    for number, word in enumerate(entry.words):
        if not _NUMBER.match(word) or entry.examples[number] or not entry.joined[number] or number in place_of:
            continue
        following = place_of.get(number - 1, -1) + 1
        if 0 < following < len(run.tokens) and _NUMBER.match(run.tokens[following].word):
            return True
    return False


def has_telling_word(entry: WeightedPattern, found: Alignment) -> bool:
    """Whether the word of the template that is worth most, examples aside, was found."""
    own = [weight for weight, example in zip(entry.weights, entry.examples, strict=True) if not example]
    return not own or any(entry.weights[number] >= max(own) for number in found.numbers if not entry.examples[number])


def begins_message(entry: WeightedPattern, run: Run, found: Alignment) -> bool:
    """Whether what was found may be the beginning of a message, where the template asks for that."""
    if not must_begin(entry.signature.templates[0], _RULES):
        return True
    if found.numbers[0] != 0:
        return False
    token = run.tokens[found.places[0]]
    return is_beginning(run.lines[token.line], token.start, _RULES)
