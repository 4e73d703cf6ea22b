"""What each term of a record adds to its score, but for how rare the term is: BM25F of the record alone.

The fields' term frequencies are weighted, each divided by its field's length, added up and only then saturated
(Robertson, Zaragoza, Taylor: Simple BM25 Extension to Multiple Weighted Fields, CIKM 2004). Lengths are compared with
a fixed one for each field instead of the average of all records, and in coarse steps. So a record's weights depend on
nothing but the record, and the edit of a sentence leaves those of the other sentences as they are.
"""

from __future__ import annotations

import math
from collections import defaultdict

from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.tokens import count_terms
from unstuck_search.rules import load_rules

_RULES = load_rules()
_LIMITS = _RULES.limits


def term_weights(record: Record) -> dict[str, int]:
    """The weight of each term of a record: a whole number from 1 to `most_weight`."""
    frequency: dict[str, float] = defaultdict(float)
    for name, (worth, usual) in _RULES.text_fields.items():
        counts = count_terms(getattr(record, name))
        share = worth / (1 - _LIMITS.text_b + _LIMITS.text_b * coarse_length(counts.total()) / usual)
        for term, count in counts.items():
            frequency[term] += share * count
    most = most_weight()
    return {term: max(1, round(most * found / (found + _LIMITS.text_k1))) for term, found in frequency.items()}


def most_weight() -> float:
    """What no weight of a term exceeds."""
    return (_LIMITS.text_k1 + 1) * _LIMITS.text_scale


def coarse_length(length: int) -> float:
    """A length in steps of a half power of two."""
    return 2.0 ** (round(2 * math.log2(length)) / 2) if length else 0.0
