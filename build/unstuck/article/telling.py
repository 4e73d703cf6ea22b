"""How much a template tells on its own."""

from __future__ import annotations

from collections.abc import Iterable

from unstuck_search.rules import load_rules
from unstuck_search.signatures.template import Template, Variable
from unstuck_search.text import spoken

_ENOUGH = 8
_TYPED = 4  # a value of a certain type in the right place tells about as much as a word of four letters
_UNTYPED = frozenset({"word", "rest"})


def is_weak(templates: Iterable[Template]) -> bool:
    """Whether the lines of a signature prove nothing together: logs of anything hold them."""
    everyday = load_rules().everyday_words
    return sum(_tells(template, everyday) for template in templates) < _ENOUGH


def _tells(template: Template, everyday: frozenset[str]) -> int:
    """Letters of words that are not everyday ones, typed parts and punctuation in their places; codes are enough."""
    words = [word for word in template.literal_words if word.casefold() not in everyday]
    if any(any(c.isdigit() for c in word) and any(c.isalpha() for c in word) for word in words):
        return _ENOUGH
    letters = sum(max(len(word), _TYPED * spoken(word)) for word in words)
    typed = sum(isinstance(part, Variable) and part.type not in _UNTYPED for part in template.parts)
    marks = sum(not c.isalnum() and c != " " for piece in template.literals for c in piece)
    return letters + typed * _TYPED + (marks if letters else 0)
