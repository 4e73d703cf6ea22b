"""From evidence to confidence: a few features, each between 0 and 1, weighed and passed through a logistic curve."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from unstuck_search.lines.kinds import FRAME
from unstuck_search.matcher.evidence import Evidence
from unstuck_search.rules import load_rules


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed for one article, each from 0 to 1.

    info: how much information was found (10 bits make 0.63). coverage: the share of the template that was found.
    proof: both together, and how well the neighbours keep together: a little of much and much of little are equally
    weak. whole: nothing was missing. explained: the share of the line accounted for. frame: it stands in a stack
    frame. second: what another signature of the article adds. code: the paste holds the article's own code.
    conflict: it holds another code of the same family. product: words of its product in the paste. alien: the look
    of the lines is of other products. heading: the share of its title's information in the paste, beside the
    signature. inferred: nobody wrote the signature as one. text: the share of the best possible full-text score,
    where no signature is found; support: the same where one is. alone: the whole signature is all that the line
    says. ample: it stands whole and is long (36 bits make 1). brevity: the signature is next to nothing (one word
    that is no code). found: by a signature at all.
    """

    info: float = 0.0
    coverage: float = 0.0
    proof: float = 0.0
    whole: float = 0.0
    explained: float = 0.0
    frame: float = 0.0
    second: float = 0.0
    code: float = 0.0
    named: float = 0.0
    conflict: float = 0.0
    product: float = 0.0
    alien: float = 0.0
    heading: float = 0.0
    inferred: float = 0.0
    text: float = 0.0
    support: float = 0.0
    alone: float = 0.0
    ample: float = 0.0
    brevity: float = 0.0
    found: float = 0.0


NAMED = 0.95  # strength of a code that no other article shares
AMPLE = 18.0  # bits beyond which a whole signature can hardly stand somewhere by chance


def saturate(bits: float, scale: float) -> float:
    """From bits to 0–1, where more of it adds less and less."""
    return 1.0 - math.exp(-bits / scale)


def features(
    evidence: Evidence | None,
    second: float,
    code: float,
    conflict: float,
    context: tuple[float, float, float],
    text: float,
) -> Features:
    """The features of an article; `second` in bits, `context`: product in bits,
    whether it is another product, share of the title."""
    if evidence is None:
        return Features(
            code=code,
            named=float(code >= NAMED),
            conflict=conflict,
            product=saturate(context[0], 8.0),
            alien=context[1],
            heading=context[2],
            text=text,
        )
    info = saturate(evidence.bits, 14.0)
    return Features(
        info=info,
        coverage=evidence.coverage,
        proof=info * evidence.coverage**2 * evidence.contiguity,
        whole=float(evidence.whole),
        explained=evidence.explained * info,
        frame=float(evidence.kind == FRAME),
        second=saturate(second, 10.0),
        code=code,
        named=float(code >= NAMED),
        conflict=conflict,
        product=saturate(context[0], 8.0),
        alien=context[1],
        heading=context[2],
        support=text,
        alone=float(evidence.whole) * max(0.0, evidence.explained - 0.5) * 2 * (1.0 - evidence.entry.brevity),
        ample=float(evidence.whole) * min(1.0, max(0.0, (evidence.bits - AMPLE) / AMPLE)),
        inferred=float(evidence.entry.signature.inferred),
        brevity=evidence.entry.brevity,
        found=1.0,
    )


WEIGHTS = Features(**{name: weight for name, weight in load_rules().weights.items() if name != "bias"})
BIAS = load_rules().weights["bias"]
_TERMS = tuple((term.name, float(getattr(WEIGHTS, term.name))) for term in fields(Features))


def score(found: Features) -> float:
    """The weighed sum, in log-odds."""
    return BIAS + sum(float(getattr(found, name)) * weight for name, weight in _TERMS)


def confidence(logit: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
