"""The template that a paste proposes: typed, named, telling, and always one that matches that paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paste_cases import CASES, PasteCase
from unstuck.proposal.excerpt import MAX_BYTES, MAX_LINES, take_excerpt
from unstuck.proposal.propose import Proposal, propose
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature, match_from

RULES = load_rules()
NAMES = [case.name for case in CASES]


def proposal_of(text: str, kb_id: str = "TOOL_CASE_001") -> Proposal:
    found = propose(text, kb_id)
    assert found is not None
    return found


def template_of(text: str) -> str:
    """The template of a line that is strong by itself."""
    (line,) = proposal_of(text).lines
    return line


def matches(proposal: Proposal, text: str) -> bool:
    signature = make_signature("TOOL_CASE_001", 1, proposal.lines)
    lines = list(read_lines(text, RULES))
    return any(match_from(signature, lines, place, 40) for place in range(len(lines)))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_paste_proposes_the_template_that_its_keeper_would_write(case: PasteCase) -> None:
    proposal = proposal_of(case.paste, case.kb_id)
    assert proposal.lines == case.lines
    assert not proposal.weak
    assert matches(proposal, case.paste)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_captures_are_the_words_of_the_paste(case: PasteCase) -> None:
    proposal = proposal_of(case.paste, case.kb_id)
    text = " ".join(proposal.text.split())
    assert len({name for name, _ in proposal.captures}) == len(proposal.captures)
    assert all(" ".join(value.split()) in text for _, value in proposal.captures)


PIECES = st.sampled_from(
    [
        *(line for case in CASES for line in case.paste.split("\n")),
        *(
            "error: ",
            "fatal: ",
            "'",
            '"',
            "`",
            "{",
            "}",
            "{{x",
            "/a/b",
            "C:\\x",
            ":12:5",
            "0x7f",
            "10.0.0.1:80",
            "=",
            "@",
        ),
        *("Σ", "İ", "\x1b[31m", "\u202e", "\ue000", "\r", "\n", "  ", "[secret:1]", "password=hunter2x", "/home/mia/x"),
        *("https://a:b2c3d4@h.test/x?token=abcdefgh1", "-----BEGIN PRIVATE KEY-----\nabc\n", "1.2.3", "x" * 300),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map("\n".join),
)


@given(text=TEXTS)
def test_whatever_is_pasted_a_template_matches_it_or_there_is_none(text: str) -> None:
    proposal = propose(text, "TOOL_CASE_001")
    if proposal is not None:
        assert matches(proposal, text)
        assert matches(proposal, proposal.text)
        assert matches(proposal, proposal.sample)
        assert not RULES.hidden.search("".join(proposal.lines))


@given(text=st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs", "Po")), min_size=1, max_size=200))
def test_a_line_with_words_always_becomes_a_template(text: str) -> None:
    holds_words = any(any(c.isalnum() for c in line.text) for line in read_lines(text, RULES))
    assert (propose(text, "TOOL_CASE_001") is not None) >= holds_words


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("frobnicator: exit code 137 while packing crates", "frobnicator: exit code 137 while packing crates"),
        ("frobnicator: ledger error 1045 (28000) in crate", "frobnicator: ledger error 1045 (28000) in crate"),
        ("frobnicator: HTTP 404 Not Found for crate", "frobnicator: HTTP 404 Not Found for crate"),
        ("frobnicator returned 0x80070005 for the ledger", "frobnicator returned 0x80070005 for the ledger"),
        ("OSError: [Errno 13] Permission denied: 'a.txt'", "OSError: [Errno 13] Permission denied: '{file:path}'"),
        ("frobnicator: crate ledger locked by pid 4711", "frobnicator: crate ledger locked by pid {pid:int}"),
        ("frobnicator: container api-1 lost its ledger", "frobnicator: container {container} lost its ledger"),
        ("frobnicator: ledger has no such container: web", "frobnicator: ledger has no such container: {container}"),
        ("frobnicator: ledger refused on port 8443", "frobnicator: ledger refused on port {port}"),
        ("frobnicator: ledger timed out after 30s", "frobnicator: ledger timed out after {duration}"),
        ("frobnicator: ledger needs 512MB more", "frobnicator: ledger needs {size} more"),
        (
            "frobnicator: ledger 123e4567-e89b-12d3-a456-426614174000 vanished",
            "frobnicator: ledger {uuid} vanished",
        ),
        ("frobnicator: cannot reach https://a.test/x.", "frobnicator: cannot reach {url}"),
        ("frobnicator: ledger expected ';' before '}' here", "frobnicator: ledger expected ';' before '}}' here"),
        ("frobnicator: use '--legacy-ledger' instead", "frobnicator: use '--legacy-ledger' instead"),
    ],
)
def test_what_varies_becomes_a_typed_part_and_what_tells_stays(text: str, template: str) -> None:
    assert template_of(text) == template


def test_secrets_and_private_facts_are_neither_in_the_template_nor_in_what_is_kept() -> None:
    text = (
        "$ sync --verbose\n"
        "frobnicator: cannot sync ledger /home/mia.k/ledger.db as mia.k@corp.test: password=hunter2xyz rejected\n"
    )
    proposal = proposal_of(text)
    kept = "\n".join([*proposal.lines, proposal.sample, proposal.text, proposal.title, str(proposal.captures)])
    assert not [word for word in ("mia.k", "corp.test", "hunter2xyz") if word in kept]
    assert proposal.redacted == {"a home folder": 1, "an e-mail address": 1, "a password": 1}
    assert matches(proposal, text)


def test_the_title_is_the_error_in_words_without_markup() -> None:
    text = "TypeError: *frob*.<lambda>() of __init__ got an unexpected | keyword argument 'crate' # ledger"
    assert proposal_of(text).title == "TypeError: frob . lambda () of init got an unexpected keyword argument ledger"
    assert len(proposal_of(f"frobnicator: fatal: {'crate ledger ' * 30}").title) <= 90


def test_a_long_paste_is_kept_around_its_error() -> None:
    before = "".join(f"step {number} of the ledger is done\n" for number in range(5000))
    text = f"{before}frobnicator: fatal: crate overflow in ledger\n{before}"
    proposal = proposal_of(text)
    assert proposal.lines == ("frobnicator: fatal: crate overflow in ledger",)
    assert proposal.text.count("\n") == MAX_LINES
    assert proposal.excerpt.of == 10_001
    assert proposal.text.split("\n")[proposal.numbers[0] - 1] == proposal.sample
    assert proposal.excerpt.first + proposal.numbers[0] - 1 == 5001


def test_a_secret_that_begins_outside_of_what_is_kept_is_replaced_too() -> None:
    key = "".join(f"{'kQ7' * 16}{number:04d}\n" for number in range(300))
    text = (
        f"-----BEGIN PRIVATE KEY-----\n{key}-----END PRIVATE KEY-----\n"
        "frobnicator: fatal: crate overflow in ledger\n" + "tail of the ledger\n" * 300
    )
    proposal = proposal_of(text)
    assert proposal.lines == ("frobnicator: fatal: crate overflow in ledger",)
    assert "kQ7" not in proposal.text
    assert proposal.text.startswith("[secret:1]\n")


def test_a_token_in_a_line_that_is_cut_is_replaced_whole() -> None:
    text = f"frobnicator: fatal: crate overflow in ledger {'x ' * 1965}Authorization: Bearer {'aB3' * 60}\n" * 2
    assert "aB3" not in proposal_of(text + "noise\n" * 300).text


def test_a_paste_of_long_lines_is_kept_within_its_bound() -> None:
    lines = ["x" * 3000] * 90 + ["frobnicator: fatal: crate overflow in ledger"] + ["y" * 3000] * 90
    excerpt = take_excerpt("\n".join(lines), 91)
    assert len(excerpt.text) <= MAX_BYTES
    assert "crate overflow" in excerpt.text
    assert not excerpt.is_whole


def test_a_line_is_preferred_to_what_many_errors_end_with() -> None:
    text = (
        "$ make\nfrob.c:9: ledger overflow in crate\nmake: *** [Makefile:3: all] Error 2\nerror: failed\nexit status 1"
    )
    assert template_of(text) == "{file:path}:{line:int}: ledger overflow in crate"


def test_a_weak_line_takes_the_line_that_belongs_to_it() -> None:
    assert proposal_of("Killed\nexit code 137\n").lines == ("Killed", "exit code 137")


def test_what_proves_nothing_is_called_weak() -> None:
    assert proposal_of("error").weak
