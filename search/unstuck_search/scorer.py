"""From evidence to confidence: a few features, each between 0 and 1, weighed and passed through a logistic curve."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from unstuck_search.evidence import Evidence
from unstuck_search.windows import ERROR, FRAME


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed for one article, each from 0 to 1.

    info: how much information was found (10 bits make 0.63). coverage: the share of the template that was found.
    proof: both together, for a little of much and much of little are equally weak. whole: nothing was missing.
    contiguity: neighbours stand together. explained: the share of the line accounted for. error: it stands in a line
    that tells of an error. frame: in a stack frame. title: it is the article's title, not a signature. second: what
    another signature of the article adds. code: the paste holds the article's own code. conflict: it holds another
    code of the same family. context: words of product and title elsewhere in the paste. text: the share of the best
    possible full-text score. found: by a signature at all.
    """

    info: float = 0.0
    coverage: float = 0.0
    proof: float = 0.0
    whole: float = 0.0
    contiguity: float = 0.0
    explained: float = 0.0
    error: float = 0.0
    frame: float = 0.0
    title: float = 0.0
    second: float = 0.0
    code: float = 0.0
    conflict: float = 0.0
    context: float = 0.0
    text: float = 0.0
    found: float = 0.0


def saturate(bits: float, scale: float) -> float:
    """From bits to 0–1, where more of it adds less and less."""
    return 1.0 - math.exp(-bits / scale)


def features(
    evidence: Evidence | None, second: float, code: float, conflict: float, context: float, text: float
) -> Features:
    """The features of an article; `second` and `context` in bits."""
    if evidence is None:
        return Features(code=code, conflict=conflict, context=saturate(context, 8.0), text=text)
    info = saturate(evidence.bits, 10.0)
    return Features(
        info=info,
        coverage=evidence.coverage,
        proof=info * evidence.coverage**2 * evidence.contiguity,
        whole=float(evidence.whole),
        contiguity=evidence.contiguity,
        explained=evidence.explained * info,
        error=float(evidence.kind == ERROR),
        frame=float(evidence.kind == FRAME),
        title=float(evidence.entry.title),
        second=saturate(second, 10.0),
        code=code,
        conflict=conflict,
        context=saturate(context, 8.0),
        text=text,
        found=1.0,
    )


WEIGHTS = Features(
    info=1.0,
    coverage=1.0,
    proof=5.0,
    whole=1.5,
    contiguity=0.5,
    explained=1.5,
    error=0.3,
    frame=-0.7,
    title=-0.5,
    second=0.8,
    code=5.0,
    conflict=-2.0,
    context=1.0,
    text=2.0,
    found=0.0,
)
BIAS = -6.0


def score(found: Features) -> float:
    """The weighed sum, in log-odds."""
    pairs: zip[tuple[float, float]] = zip(astuple(found), astuple(WEIGHTS), strict=True)
    return BIAS + sum(value * weight for value, weight in pairs)


def confidence(logit: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
