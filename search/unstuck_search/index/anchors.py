"""Which signatures may match a line: those whose two rarest words it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import Rules
from unstuck_search.signatures.example import example
from unstuck_search.signatures.signature import Signature, anchors, match_from
from unstuck_search.signatures.template import Template
from unstuck_search.text import words

UNANCHORED = 64  # signatures without a single whole word that are tried everywhere

Groups = Sequence[tuple[str, Sequence[int]]]


def group_by_anchor(templates: Iterable[Template], frequency: Counter[str]) -> tuple[dict[str, Groups], list[int]]:
    """Each template, by its number, under the rarest word that its line must hold and, therein, under the next
    rarest, which is empty where there is none; then those without such a word."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unanchored: list[int] = []
    for number, template in enumerate(templates):
        fixed = sorted(set(anchors(template)), key=lambda word: (frequency[word], word))
        if fixed:
            groups[fixed[0]][fixed[1] if len(fixed) > 1 else ""].append(number)
        elif template.literals and len(unanchored) < UNANCHORED:
            unanchored.append(number)
    return {word: tuple(sorted(seconds.items())) for word, seconds in groups.items()}, unanchored


def anchored_candidates(by_anchor: Mapping[str, Groups], folded: str) -> Iterator[int]:
    """The numbers of those that may match a folded line."""
    held = dict.fromkeys(words(folded))
    for word in held:
        for second, numbers in by_anchor.get(word, ()):
            if not second or second in held:
                yield from numbers


def swallowed(signatures: Sequence[Signature], rules: Rules) -> Iterator[tuple[int, int]]:
    """Signatures whose every text another article's signature matches too: both by their places, each of the
    first kind once. Signatures of the same shape are not meant: neither swallows the other."""
    templates = [signature.templates[0] for signature in signatures]
    by_anchor, _ = group_by_anchor(
        templates, Counter(word for template in templates for word in set(anchors(template)))
    )
    for number, signature in enumerate(signatures):
        lines = list(read_lines(example(signature), rules))
        for place, line in enumerate(lines):
            others = (
                other
                for other in anchored_candidates(by_anchor, line.folded)
                if signatures[other].kb_id != signature.kb_id
                and signatures[other].shape != signature.shape
                and match_from(signatures[other], lines, place, rules.limits.signature_window) is not None
            )
            found = next(others, None)
            if found is not None:
                yield number, found
                break
