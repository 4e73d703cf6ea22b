"""What is known of an article beside its signatures: its title, its product, its codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unstuck_search.rules import Rules
from unstuck_search.text import fold

_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r"^([A-Za-z0-9_./@-]{3,60})(?::|$)")
_TAIL = re.compile(r"\(([A-Za-z0-9_./@-]{3,60})\)$")
_INTRODUCED = re.compile(r"(?:[Ee]rror|ERROR|ERR!|[Ww]arning|[Ff]atal|[Cc]ode|[0-9]+:[0-9]+|[:=/])[:\s\[(=]*$")
_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
_FAMILY = re.compile(r"[0-9]+$")


@dataclass(frozen=True, slots=True)
class Context:
    """An article's title and the words that name its product: technologies, tags, category, platform."""

    title: str
    words: tuple[str, ...] = ()


def product_words(context: Context) -> frozenset[str]:
    """The folded words of technologies, tags, category and platform."""
    return frozenset(_WORD.findall(fold(" ".join(context.words))))


def title_words(kb_id: str, context: Context) -> frozenset[str]:
    """The folded words of title and id."""
    return frozenset(_WORD.findall(fold(f"{kb_id} {context.title}")))


def cued_products(text: str, rules: Rules) -> frozenset[str]:
    """The products that the look of the lines tells of: `main.rs:2:17` is Rust's, `npm ERR!` is npm's."""
    return frozenset(name for pattern, names in rules.cues if pattern.search(text) for name in names)


def title_codes(title: str, rules: Rules) -> tuple[str, ...]:
    """The error codes an article is about, folded: those its title holds, and a title that is one identifier."""
    found = dict.fromkeys(fold(match[1]) for match in rules.codes.finditer(title))
    for pattern in (_LEAD, _TAIL):
        match = pattern.search(title.strip())
        if match and (any(mark in match[1] for mark in "0123456789_-/") or match[1].isupper()):
            found[fold(match[1])] = None
    return tuple(code for code in found if code not in rules.everyday_words and code not in rules.common_words)


def title_message(title: str, rules: Rules) -> str:
    """A title as a message: without the code before or behind it."""
    text = title.strip()
    match = _TAIL.search(text)
    if match:
        text = text[: match.start()]
    head, colon, rest = text.partition(": ")
    if colon and len(head) <= 60 and any(rules.codes.search(word) and _FAMILY.search(word) for word in head.split()):
        text = rest
    return text


def code_strength(code: str, before: str, after: str) -> float:
    """How surely a code in a line is this line's error code, 0 to 1.

    Letters with digits (`E0308`) are codes wherever they stand, lower-case words joined by a mark seldom are; what
    stands in brackets, behind `error`, or at either end of a line is where tools put codes.
    """
    parts = len(_PARTS.findall(code))
    if any(mark.isdigit() for mark in code):
        shape = 1.0
    else:
        shape = 0.9 if code.isupper() else min(0.9, 0.5 + 0.2 * (parts - 2))
    placed = (before[-1:] in ("[", "(") and after[:1] in ("]", ")")) or (
        not before.strip() or not after.strip() or _INTRODUCED.search(before) is not None
    )
    return shape * (1.0 if placed else 0.6)


def family(code: str) -> str:
    """What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty."""
    match = _FAMILY.search(code)
    return f"{code[: match.start()]}#{len(match[0])}" if match and match.start() else ""
