"""What is known of an article besides its signatures: its title, its product, its codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from unstuck_search.rules import Rules
from unstuck_search.text import WORD, fold

_LEAD = re.compile(r"^([A-Za-z0-9_./@-]{3,60})(?::|$)")
_TAIL = re.compile(r"\(([A-Za-z0-9_./@-]{3,60})\)$")


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """An article's title and the words that name its product: technologies, tags, category, platform."""

    title: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """What is known of an article besides its signatures: words of its product and (other) words of its title, each
    with its bits in the order of the alphabet, and the error codes it is about."""

    product: Mapping[str, float]
    title: Mapping[str, float]
    codes: tuple[str, ...]


NO_TERMS = ArticleTerms({}, {}, ())


def product_words(context: ArticleContext) -> frozenset[str]:
    """The folded words of technologies, tags, category and platform."""
    return frozenset(WORD.findall(fold(" ".join(context.words))))


def title_words(kb_id: str, context: ArticleContext) -> frozenset[str]:
    """The folded words of title and id."""
    return frozenset(WORD.findall(fold(f"{kb_id} {context.title}")))


def cued_products(text: str, rules: Rules) -> frozenset[str]:
    """The products that the look of the lines points to: `main.rs:2:17` is Rust's, `npm ERR!` is npm's."""
    return frozenset(name for pattern, names in rules.cues if pattern.search(text) for name in names)


def cued_platform(text: str, rules: Rules) -> str:
    """The system that the look of the lines points to: `windows`, `macos`, `linux`, or none."""
    return next((name for name, pattern in rules.platforms if pattern.search(text)), "")


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
    if (
        colon
        and len(head) <= 60
        and any(rules.codes.search(word) and rules.code_number.search(word) for word in head.split())
    ):
        text = rest
    return text


def code_strength(code: str, before: str, after: str, rules: Rules) -> float:
    """How surely a code in a line is this line's error code, 0 to 1.

    Letters with digits (`E0308`) are codes wherever they are, lower-case words joined by a mark seldom are; what
    is in brackets, behind `error`, or at either end of a line is where tools put codes.
    """
    limits = rules.limits
    parts = len(rules.code_parts.findall(code))
    if any(mark.isdigit() for mark in code):
        shape = 1.0
    else:
        plain = limits.plain_code + limits.code_part * (parts - 2)
        shape = limits.upper_code if code.isupper() else min(limits.upper_code, plain)
    placed = (before[-1:] in ("[", "(") and after[:1] in ("]", ")")) or (
        not before.strip() or not after.strip() or rules.code_introduced.search(before) is not None
    )
    return shape * (1.0 if placed else limits.unplaced_code)


def family(code: str, rules: Rules) -> str:
    """What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty."""
    match = rules.code_number.search(code)
    return f"{code[: match.start()]}#{len(match[0])}" if match and match.start() else ""
