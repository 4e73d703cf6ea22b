"""Pasted text to an answer."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from unstuck_search.matcher.matcher import Verdict, build_matcher
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature

KB = build_matcher(
    [
        make_signature("EXEC_001", 1, ["exec {path}: exec format error"]),
        make_signature("NPM_001", 1, ["npm ERR! code ERESOLVE", "npm ERR! ERESOLVE unable to resolve dependency tree"]),
        make_signature("NPM_002", 1, ["npm ERR! code EACCES"]),
        make_signature("GIT_001", 1, ["fatal: detected dubious ownership in repository at {repo:quoted}"]),
        make_signature("PORT_001", 1, ["Error: listen EADDRINUSE: address already in use {address}:{port:port}"]),
        make_signature("WEAK_001", 1, ["panic:"]),
        make_signature("CORE_001", 1, ["{} {rest}"]),
    ]
)


def test_a_whole_signature_is_a_match_with_captures_and_place() -> None:
    answer = KB.match("pulling image\n2026-11-21T02:11:42Z exec /usr/local/bin/run.sh: exec format error\n")
    assert answer.verdict is Verdict.MATCH
    hit = answer.hits[0]
    assert (hit.kb_id, hit.signature, hit.captures) == ("EXEC_001", "EXEC_001#1", (("path", "/usr/local/bin/run.sh"),))
    span = hit.spans[0]
    assert (span.line, span.start, span.end) == (2, 21, 66)


def test_spans_point_into_the_paste_as_it_was() -> None:
    raw = "  \x1b[31mfatal:\x1b[0m  detected\tdubious ownership in repository at \u2018/srv/app\u2019 \u200b"
    hit = KB.match(raw).hits[0]
    marked = raw[hit.spans[0].start : hit.spans[0].end]
    assert marked == "fatal:\x1b[0m  detected\tdubious ownership in repository at \u2018/srv/app\u2019"


def test_lines_of_a_signature_stand_in_order_with_gaps() -> None:
    paste = "npm ERR! code ERESOLVE\nnpm ERR!\nnpm ERR! ERESOLVE unable to resolve dependency tree"
    answer = KB.match(paste)
    assert [hit.kb_id for hit in answer.hits if hit.whole] == ["NPM_001"]
    assert [span.line for span in answer.hits[0].spans] == [1, 3]
    turned = "\n".join(reversed(paste.split("\n")))
    assert KB.match(turned).verdict is not Verdict.MATCH


def test_a_first_line_that_nothing_follows_may_occur_again() -> None:
    window = load_rules().limits.signature_window
    lonely = ["npm ERR! code ERESOLVE", *(f"step {number}" for number in range(2 * window))]
    paste = [*lonely, "npm ERR! code ERESOLVE", "npm ERR! ERESOLVE unable to resolve dependency tree"]
    hit = KB.match("\n".join(paste)).hits[0]
    assert (hit.kb_id, hit.whole) == ("NPM_001", True)
    assert [span.line for span in hit.spans] == [len(paste) - 1, len(paste)]


def test_a_part_of_a_signature_is_a_candidate_only() -> None:
    answer = KB.match("fatal: dubious ownership in repository")
    assert answer.verdict is Verdict.CANDIDATES
    assert answer.hits[0].kb_id == "GIT_001"
    assert answer.hits[0].confidence < 0.5


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello world", "panic: at the disco", "error error error", "\x00\x00", "* ? [", "()"]
)
def test_what_proves_nothing_is_no_match(text: str) -> None:
    assert KB.match(text).verdict is not Verdict.MATCH


def test_several_articles_of_one_signature_all_come_back() -> None:
    twins = build_matcher(
        [make_signature(f"TWIN_00{n}", 1, ["cannot mount {device:path}: wrong superblock"]) for n in (2, 1)]
    )
    answer = twins.match("cannot mount /dev/sda1: wrong superblock")
    assert [hit.kb_id for hit in answer.hits] == ["TWIN_001", "TWIN_002"]


def test_the_order_of_signatures_does_not_matter() -> None:
    paste = "Error: listen EADDRINUSE: address already in use 0.0.0.0:3000\nnpm ERR! code EACCES"
    turned = build_matcher(reversed(list(KB.signatures.values())))
    assert turned.match(paste) == KB.match(paste)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = KB.match(text)
    assert all(0 <= hit.confidence <= 1 for hit in answer.hits)
    assert list(answer.hits) == sorted(answer.hits, key=lambda hit: (-hit.confidence, hit.kb_id))


NOISE = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=30
)

# An escape sequence that begins just before the message takes its first letters, as it does on a terminal.
PREFIX = NOISE.filter(lambda text: not {"\x1b", "\x9b", "\x9d"} & set(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(NOISE, max_size=5), st.lists(NOISE, max_size=5), PREFIX)
@example([], [], "\x1b[0m")
def test_noise_around_an_error_does_not_hide_it(before: list[str], after: list[str], prefix: str) -> None:
    line = f"{prefix} Error: listen EADDRINUSE: address already in use :::8080"
    answer = KB.match("\n".join([*before, line, *after]))
    assert answer.verdict is Verdict.MATCH
    assert "PORT_001" in [hit.kb_id for hit in answer.hits]
