"""What else in a knowledge base a new signature would match: evidence of other articles, and what their signatures
describe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unstuck.lookup.evidence import Case
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import load_rules
from unstuck_search.signatures.example import example
from unstuck_search.signatures.signature import Signature, anchors, match_from
from unstuck_search.text import fold


@dataclass(frozen=True, slots=True)
class Overlap:
    """One text of an article that a signature matches: the article, the text's name, and the line of it."""

    kb_id: str
    name: str
    number: int
    line: str


def overlaps(signature: Signature, cases: Iterable[Case], others: Iterable[Signature]) -> list[Overlap]:
    """The first text of each article that a signature matches, by the articles' ids; none of them states it yet.

    `cases` are the evidence; texts that must not find their own article do not count, as they state another error.
    """
    texts = [(case.kb_id, case.name, case.text) for case in cases if case.kind == "hit"]
    texts += [(other.kb_id, f"what {other.id} describes", example(other)) for other in others]
    found: dict[str, Overlap] = {}
    for kb_id, name, text in texts:
        if kb_id not in found:
            place = _first_line(signature, text)
            if place is not None:
                found[kb_id] = Overlap(kb_id, name, *place)
    return [found[kb_id] for kb_id in sorted(found)]


def _first_line(signature: Signature, text: str) -> tuple[int, str] | None:
    """Number and text of the line in which a signature begins to match; None where it does not."""
    folded = fold(text)
    # Colours may be in the middle of a word; a text without them that lacks one of the words need not be read.
    if "\x1b" not in text and not all(word in folded for word in anchors(signature.templates[0])):
        return None
    rules = load_rules()
    lines = list(read_lines(text, rules))
    for place, line in enumerate(lines):
        if match_from(signature, lines, place, rules.limits.signature_window) is not None:
            return line.number, line.text
    return None
