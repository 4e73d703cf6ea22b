"""An article found in a paste, with what was weighed, and whether that is enough to call it a match."""

from __future__ import annotations

from typing import NamedTuple

from unstuck_search.limits import Limits
from unstuck_search.matcher.captures import Capture
from unstuck_search.matcher.pattern_match import PatternMatch
from unstuck_search.matcher.scorer import Features
from unstuck_search.signatures.signature import Signature


class ScoredArticle(NamedTuple):
    """An article found: its best match, what was weighed, its confidence, and the values that were captured."""

    kb_id: str
    best: PatternMatch | None
    features: Features
    code: str
    confidence: float
    captures: tuple[Capture, ...] = ()

    @property
    def signature(self) -> Signature | None:
        """The signature it was found by, where that (and not its title) is there with nothing missing."""
        best = self.best
        return best.entry.signature if best is not None and best.whole and not best.entry.title else None

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines it was found in."""
        return frozenset(line.number for line, _, _ in self.best.spans) if self.best is not None else frozenset()

    def is_sure(self, second: float, limits: Limits) -> bool:
        """Whether it is a match where the next article has confidence `second`."""
        return self.confidence >= limits.match_confidence and self.is_conclusive(second, limits)

    def is_conclusive(self, second: float, limits: Limits) -> bool:
        """Whether it may be called a match where the next article has confidence `second`: a signature is (nearly)
        whole, or all that a line says is a large part of one, as where a line was cut, and it tells something
        (or comes with a word of its product); or the article's own code is there, and its message is no other one."""
        best = self.best
        alone = self.confidence >= limits.alone_confidence and second < limits.far_behind * self.confidence
        telling = best is not None and (not best.entry.vague or self.features.product > 0.0)
        if best is not None and telling and (best.exact or _is_nearly_whole(best, limits, alone=alone)):
            return True
        return self.features.code >= limits.conclusive_code and _is_own_code(self.code, best, limits)


def _is_nearly_whole(best: PatternMatch, limits: Limits, *, alone: bool) -> bool:
    """Whether so much of a signature is there that what is missing may have been cut off or worded otherwise; `alone`
    means that no other article is near."""
    if best.contiguity < limits.conclusive_contiguity:
        return False
    least = limits.alone_coverage if alone else limits.conclusive_coverage
    if best.telling and best.bits >= limits.conclusive_bits and best.coverage >= least:
        return True
    enough = best.begun or best.coverage >= limits.end_coverage
    return alone and enough and best.bits >= limits.cut_bits and best.explained >= limits.cut_explained


def _is_own_code(code: str, best: PatternMatch | None, limits: Limits) -> bool:
    """Whether a code alone tells one error from all others: it has a number, or enough of its message is there too."""
    if any(mark.isdigit() for mark in code):
        return True
    return (
        best is not None and best.coverage >= limits.code_coverage and best.contiguity >= limits.conclusive_contiguity
    )
