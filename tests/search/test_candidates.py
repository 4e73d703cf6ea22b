"""Which entries are compared with a line: those that share most with it, and no other, however they are looked up."""

from __future__ import annotations

import itertools
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck_search.index.build import Index, build_index
from unstuck_search.index.postings import literal_bits, referred
from unstuck_search.lines.kinds import LineTokens, Run, make_run
from unstuck_search.lines.normalise import read_lines
from unstuck_search.matcher.pattern_match import candidates
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature

RULES = load_rules()
LIMITS = RULES.limits
# Long signatures with a rare word each, and short ones of words that very many share: long lists behind short ones.
COMMON = ["socket", "refused", "daemon", "lookup", "registry"]
LONG = [f"rare{n % 40} n{n} {' '.join(f'filler{n}x{m}' for m in range(n % 30))} {COMMON[n % 5]}" for n in range(500)]
SHORT = [f"{COMMON[n % 5]} {COMMON[n % 3]}" for n in range(300)]
INDEX = build_index([make_signature(f"KB_{n:03}", 1, [text]) for n, text in enumerate(LONG + SHORT)], {}, RULES)
WORDS = st.lists(st.sampled_from([*COMMON, "rare1", "rare7", "rare39", "n1", "n7", "n499", "absent"]), max_size=12)


def all_worths(index: Index, run: Run) -> list[tuple[float, int]]:
    """Every entry that shares a word with a line, nearest first, none left out."""
    literals = [token.word for token in run.tokens if not token.example]
    rows = [(index.postings[word], index.weights[word]) for word in sorted(run.places) if word in index.postings]
    pairs = sorted({f"{one} {other}" for one, other in itertools.pairwise(literals)})
    rows += [(index.pair_postings[pair], index.pair_weights[pair]) for pair in pairs if pair in index.pair_postings]
    scores: dict[int, float] = defaultdict(float)
    room = LIMITS.max_postings
    for postings, weight in sorted(rows, key=lambda row: len(row[0])):
        room -= len(postings)
        if room < 0:
            break
        for one in postings:
            scores[one] += weight
    return sorted(
        (-bits * min(1.0, bits / (literal_bits(one) + 1.0)), referred(one))
        for one, bits in scores.items()
        if bits >= LIMITS.min_bits
    )


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_entries_left_out_early_would_not_have_been_nearest(words: list[str]) -> None:
    run = make_run(list(read_lines(" ".join(words), RULES)), LineTokens(RULES))
    nearest = all_worths(INDEX, run)[: LIMITS.patterns_per_line]
    least = min(-LIMITS.min_candidate_value, nearest[0][0] * LIMITS.min_candidate_share) if nearest else 0.0
    assert candidates(INDEX, run) == [number for worth, number in nearest if worth < least]
