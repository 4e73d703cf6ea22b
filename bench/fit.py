"""Fit the scorer's weights: `python bench/fit.py DATA [DATA …]` (folders as for accuracy.py; needs numpy and scipy).

Every first few findings of every paste is one example: its features, and whether its article is right. The weights are
a logistic regression with a little ridge, each bound to the side that its meaning asks for; `conflict` and `brevity`
are at most what common sense says, since hardly any paste of a benchmark shows them. Then each corpus is left out in
turn and answered with weights that never saw it: that figure is the one to believe. Nothing is written; a person
copies the weights to `unstuck_search/rules.json`, rounded.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy import make_matcher, read
from numpy.typing import NDArray
from scipy.optimize import minimize

from unstuck_search.matcher.scorer import Features

NAMES = list(Features._fields)
AGAINST = {"frame": 0.0, "other_product": 0.0, "inferred": 0.0, "conflict": -3.0, "brevity": -0.7}  # and at most this
FREE = {"found"}
FINDINGS = 5
RIDGE = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paste:
    """One paste: the corpus it is of (empty where nothing answers it) and its first findings."""

    corpus: str
    features: Floats
    right: NDArray[np.bool_]


def pastes(folders: list[Path]) -> list[Paste]:
    """The findings of all pastes."""
    matcher = make_matcher(read(folders, "articles"))
    found = []
    for one in [*read(folders, "queries"), *read(folders, "negatives")]:
        findings = matcher.weigh(one.get("query") or one["text"])[: 2 * FINDINGS]
        right = [finding.kb_id in one.get("answers", ()) for finding in findings]
        rows = np.array([finding.features for finding in findings], float).reshape(-1, len(NAMES))
        found.append(Paste(one["corpus"] if "answers" in one else "", rows, np.array(right, bool)))
    return found


def fit(chosen: list[Paste]) -> Floats:
    """Bias and weights."""
    x = np.concatenate([one.features[:FINDINGS] for one in chosen])
    y = np.concatenate([one.right[:FINDINGS] for one in chosen]).astype(float)
    first = np.concatenate([np.arange(len(one.right[:FINDINGS])) == 0 for one in chosen])
    weight = np.where(first | (y > 0), 1.0, 0.4)

    def loss(p: Floats) -> tuple[float, Floats]:
        z = p[0] + x @ p[1:]
        value = np.logaddexp(0, -z) * y + np.logaddexp(0, z) * (1 - y)
        slope = weight * (1 / (1 + np.exp(-z)) - y)
        total = float((weight * value).sum() + RIDGE * (p[1:] ** 2).sum())
        return total, np.r_[slope.sum(), x.T @ slope + 2 * RIDGE * p[1:]]

    bounds = [(None, None), *((None, AGAINST[n]) if n in AGAINST else (None if n in FREE else 0, None) for n in NAMES)]
    start = np.array([0.0, *(AGAINST.get(name, 0.0) for name in NAMES)])
    return np.asarray(minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x)


def firsts(weights: Floats, chosen: list[Paste]) -> list[tuple[float, bool, bool]]:
    """Of each paste: the log-odds of its first hit, whether that is right, and whether anything answers the paste."""
    found = []
    for one in chosen:
        if len(one.right):
            z = weights[0] + one.features @ weights[1:]
            found.append((float(z.max()), bool(one.right[z.argmax()]), bool(one.corpus)))
        else:
            found.append((-99.0, False, bool(one.corpus)))
    return found


def tell(name: str, found: list[tuple[float, bool, bool]]) -> None:
    """Print top-1 and recall at 1 % false positives."""
    answered = [one for one in found if one[2]]
    false = sorted((z for z, _, has in found if not has), reverse=True)
    bound = false[len(false) // 100] if false else -99.0
    top = sum(right for _, right, _ in answered) / len(answered)
    print(
        f"{name:24} top-1 {top:.3f}   R@1% {sum(right and z > bound for z, right, _ in answered) / len(answered):.3f}"
    )


def main() -> None:
    """Fit, print the weights, then leave each corpus out in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    every = pastes(parser.parse_args().data)
    weights = fit(every)
    print(f"bias {weights[0]:.1f}  " + "  ".join(f"{n} {w:.1f}" for n, w in zip(NAMES, weights[1:], strict=True)))
    tell("seen", firsts(weights, every))
    corpora = sorted({one.corpus for one in every} - {""})
    nothing = [one for one in every if not one.corpus]
    unseen = []
    for place, corpus in enumerate(corpora):
        held = {id(one) for one in [*nothing[place :: len(corpora)], *(o for o in every if o.corpus == corpus)]}
        own = fit([one for one in every if id(one) not in held])
        unseen += firsts(own, [one for one in every if id(one) in held])
    tell("each corpus left out", unseen)


if __name__ == "__main__":
    main()
