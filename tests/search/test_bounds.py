"""Bad input: bounded work, no crash, and never everything matched."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck_search.fulltext.search import excerpt
from unstuck_search.fulltext.text_index import build_text_index, make_row
from unstuck_search.fulltext.tokens import count_terms, terms
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.build import build_index
from unstuck_search.index.signature_text import text_of_signatures
from unstuck_search.lines.kinds import LineTokens, make_run, rank_lines, sort_lines
from unstuck_search.lines.normalise import bounded_lines, read_lines
from unstuck_search.matcher.align import align
from unstuck_search.matcher.matcher import Verdict, build_matcher
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import escape
from work import count_calls

RULES = load_rules()
LINE = "fatal: detected dubious ownership in repository at '/srv/app'"
SIGNATURES = [
    make_signature("GIT_001", 1, ["fatal: detected dubious ownership in repository at {repo:quoted}"]),
    make_signature("ANY_001", 1, ["{} {rest}"]),
    make_signature("CORE_001", 1, ["core"]),
]
CONTEXTS = {"GIT_001": ArticleContext("git: dubious ownership", ("git",))}
BODIES = {"GIT_001": "Another user owns the repository."}
KB = build_matcher(SIGNATURES, CONTEXTS, lambda: text_of_signatures(SIGNATURES, CONTEXTS, BODIES).index)


def test_of_one_line_of_many_characters_only_the_beginning_is_read() -> None:
    answer = KB.match("word " * 1_000_000 + LINE)
    assert answer.verdict is not Verdict.MATCH
    assert KB.match(f"{LINE} {'word ' * 1_000_000}").verdict is Verdict.MATCH
    few, many = (count_calls(lambda text="word " * count: KB.match(text)) for count in (10_000, 100_000))
    assert many <= few + 1_000


def test_work_grows_with_the_lines_of_a_paste_and_not_faster() -> None:
    answer = KB.match("\n".join([*(f"ok {number} done" for number in range(100_000)), LINE]))
    assert answer.verdict is Verdict.MATCH
    assert answer.hits[0].spans[0].line == 100_001
    pastes = ("\n".join(f"ok {number} done" for number in range(count)) for count in (1_000, 4_000))
    few, many = (count_calls(lambda text=paste: KB.match(text)) for paste in pastes)
    assert many < 5 * few


def test_of_a_long_log_the_beginning_and_the_end_are_read() -> None:
    text = "\n".join(str(number) for number in range(1000))
    numbers = [line.number for line in bounded_lines(text, RULES, 10, 20)]
    assert numbers == [*range(1, 11), *range(981, 1001)]
    assert bounded_lines(text, RULES, 600, 600) == list(read_lines(text, RULES))


@pytest.mark.parametrize(
    "text", ["\x00" * 5000, "\ud800\udfff" * 500, "\r" * 5000, "\x1b[" * 3000, "{}" * 2000, "'" * 4000]
)
def test_odd_characters_find_nothing(text: str) -> None:
    assert KB.match(text).verdict is Verdict.NONE


def test_signatures_that_share_all_their_words_stay_within_bounds() -> None:
    crowd = build_matcher(make_signature(f"SAME_{n:05d}", 1, ["the same words in the same order"]) for n in range(3000))
    answer = crowd.match("error: the same words in the same order\n" * 50)
    assert len(answer.hits) == RULES.limits.max_hits
    assert all(hit.confidence < 0.01 for hit in answer.hits)


def test_variable_parts_alone_match_nothing() -> None:
    engine = build_matcher(
        [make_signature("ANY_001", 1, ["{a} {b} {c:rest}"]), make_signature("ANY_002", 1, ["{}: {}"])]
    )
    assert engine.match("error: cannot do this\nno: way").verdict is Verdict.NONE


def test_a_matcher_without_signatures_says_no() -> None:
    assert build_matcher([]).match(LINE).verdict is Verdict.NONE


def test_near_misses_come_with_an_honest_no() -> None:
    answer = KB.match("the repository of recipes")
    assert answer.verdict is Verdict.NONE
    assert all(hit.confidence < 0.12 for hit in answer.hits)


def test_the_lines_compared_are_bounded_and_errors_come_first() -> None:
    text = "\n".join(
        [*(f"line {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(500)), "it failed", "    at x (y.js:1:2)"]
    )
    lines = list(read_lines(text, RULES))
    chosen = rank_lines(sort_lines(lines, RULES), 40, RULES)
    assert len(chosen) == 40
    assert lines[chosen[0][0]].text == "it failed"


def test_a_run_of_words_is_bounded() -> None:
    lines = list(read_lines("w " * 3000, RULES))
    assert len(make_run(lines[:3], LineTokens(RULES)).tokens) == RULES.limits.max_tokens


WORDS = st.lists(
    st.sampled_from(["disk", "quota", "exceeded", "volume", "mount", "shard", "replica", "ledger"]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_coverage_is_a_share_and_a_text_covers_itself(template: list[str], text: list[str]) -> None:
    signature = make_signature("A_001", 1, [escape(" ".join(template))])
    (entry,) = build_index([signature], {}, RULES).entries.values()
    found = align(entry, make_run(list(read_lines(" ".join(text), RULES)), LineTokens(RULES)))
    assert 0 <= found.coverage <= 1
    assert 0 <= found.contiguity <= 1
    itself = align(entry, make_run(list(read_lines(" ".join(template), RULES)), LineTokens(RULES)))
    assert itself.coverage >= found.coverage - 1e-9
    assert list(found.places) == sorted(set(found.places))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_confidences_are_probabilities_and_equal_input_gives_equal_answers(text: str) -> None:
    answer = KB.match(text)
    assert all(0 <= hit.confidence <= 1 for hit in answer.hits)
    assert answer == KB.match(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for hit in answer.hits:
        for span in hit.spans:
            assert 0 <= span.start <= span.end <= len(lines[span.line - 1])


def test_articles_without_a_single_word_make_an_empty_full_text() -> None:
    assert build_text_index([("A_001", {}), ("A_002", {})]).shares("word", 5) == []


@given(
    st.text(alphabet="aby eé\n\t-.:İ", max_size=60),
    st.sets(st.sampled_from(["ab", "ay", "b", "ba", "é", "a-b"]), max_size=3),
)
def test_an_excerpt_finds_the_terms_that_taking_the_whole_text_apart_finds(text: str, asked: set[str]) -> None:
    found = [text[slice(*mark)] for mark in excerpt(text, frozenset(asked)).marks]
    held = {term.text for term in terms(text)}
    assert bool(found) == bool(held & asked)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(0, 2**32))
def test_of_a_term_in_very_many_records_those_it_weighs_most_in_are_kept(pattern: list[int], seed: int) -> None:
    most = load_rules().limits.max_holding
    chance = Random(seed)
    held = [(number, chance.choice(pattern)) for number in range(most + 50)]
    row = make_row(held)
    best = sorted(held, key=lambda one: (-one[1], one[0]))[:most]
    assert row.holding == len(held)
    assert list(row.weights) == sorted(best)


@given(st.text(max_size=200))
def test_terms_are_counted_as_they_are_found(text: str) -> None:
    assert count_terms(text) == Counter(term.text for term in terms(text))
