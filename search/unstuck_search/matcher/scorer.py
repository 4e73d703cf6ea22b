"""From pattern matches to confidence: features between 0 and 1, weighed and passed through a logistic curve."""

from __future__ import annotations

import math
from operator import mul
from typing import NamedTuple

from unstuck_search.lines.kinds import FRAME
from unstuck_search.matcher.pattern_match import PatternMatch
from unstuck_search.rules import load_rules


class Features(NamedTuple):
    """What is weighed for one article, each from 0 to 1.

    info: how much information was found (10 bits make 0.63). coverage: the share of the template that was found.
    proof: both together, and how well the neighbours keep together: a little of much and much of little are equally
    weak. whole: nothing was missing. explained: the share of the line accounted for. frame: it is in a stack frame.
    second_signature: what another signature of the article adds. code: the paste holds the article's own code.
    unique_code: no other article has that code. conflict: it holds another code of the same family. product: words
    of its product in the paste. other_product: the look of the lines is of other products. title_overlap: the share
    of its title's information in the paste, besides the signature. inferred: nobody wrote the signature as one.
    text: the share of the best possible full-text score, where no signature is found; support: the same where one
    is. whole_line: the whole signature is all that the line says. long_match: it is whole and long (36 bits make
    1). brevity: the signature is next to nothing (one word that is no code). found: by a signature at all.
    """

    info: float = 0.0
    coverage: float = 0.0
    proof: float = 0.0
    whole: float = 0.0
    explained: float = 0.0
    frame: float = 0.0
    second_signature: float = 0.0
    code: float = 0.0
    unique_code: float = 0.0
    conflict: float = 0.0
    product: float = 0.0
    other_product: float = 0.0
    title_overlap: float = 0.0
    inferred: float = 0.0
    text: float = 0.0
    support: float = 0.0
    whole_line: float = 0.0
    long_match: float = 0.0
    brevity: float = 0.0
    found: float = 0.0


_LIMITS = load_rules().limits


def saturate(bits: float, scale: float) -> float:
    """From bits to 0–1, where more of it adds less and less."""
    return 1.0 - math.exp(-bits / scale)


def features(
    found: PatternMatch | None,
    second: float,
    code: float,
    conflict: float,
    context: tuple[float, float, float],
) -> Features:
    """The features of an article, full text aside; `second` in bits, `context`: product in bits,
    whether it is another product, share of the title."""
    if found is None:
        return Features(
            code=code,
            unique_code=float(code >= _LIMITS.unique_code),
            conflict=conflict,
            product=saturate(context[0], _LIMITS.product_scale),
            other_product=context[1],
            title_overlap=context[2],
        )
    whole, least = float(found.whole), _LIMITS.whole_line_from
    info = saturate(found.bits, _LIMITS.info_scale)
    return Features(
        info=info,
        coverage=found.coverage,
        proof=info * found.coverage**2 * found.contiguity,
        whole=whole,
        explained=found.explained * info,
        frame=float(found.kind == FRAME),
        second_signature=saturate(second, _LIMITS.second_scale),
        code=code,
        unique_code=float(code >= _LIMITS.unique_code),
        conflict=conflict,
        product=saturate(context[0], _LIMITS.product_scale),
        other_product=context[1],
        title_overlap=context[2],
        whole_line=whole * max(0.0, (found.explained - least) / (1.0 - least)) * (1.0 - found.entry.brevity),
        long_match=whole * min(1.0, max(0.0, found.bits / _LIMITS.long_match_bits - 1.0)),
        inferred=float(found.entry.signature.inferred),
        brevity=found.entry.brevity,
        found=1.0,
    )


def with_text(what: Features, share: float) -> Features:
    """The features with the share of the best possible full-text score."""
    return what._replace(support=share) if what.found else what._replace(text=share)


WEIGHTS = Features(**{name: weight for name, weight in load_rules().weights.items() if name != "bias"})
BIAS = load_rules().weights["bias"]


def score(found: Features) -> float:
    """The weighed sum, in log-odds."""
    return float(BIAS + sum(map(mul, found, WEIGHTS)))


def confidence(logit: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-_LIMITS.max_logit, min(_LIMITS.max_logit, logit))))
