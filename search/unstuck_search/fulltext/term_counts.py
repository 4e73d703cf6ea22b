"""How often each field of a record holds each term: counted once, for the engine and for the scores of a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from unstuck_search.fulltext.bm25f import FIELDS
from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.tokens import terms


def count_terms(record: Record) -> str:
    """The counts by field and term, packed as JSON: ten thousand of these must fit in memory."""
    counts = {name: Counter(term.text for term in terms(getattr(record, name))) for name in FIELDS}
    return json.dumps(counts, ensure_ascii=False, separators=(",", ":"))


def unpack_counts(packed: str) -> Mapping[str, Mapping[str, int]]:
    """The counts by field and term, from what `count_terms` made."""
    counts: Mapping[str, Mapping[str, int]] = json.loads(packed)
    return counts
