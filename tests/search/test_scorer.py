"""What speaks for an article, one rule at a time."""

from __future__ import annotations

import pytest

from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.term_weights import term_weights
from unstuck_search.fulltext.text_index import build_text_index
from unstuck_search.fulltext.tokens import terms
from unstuck_search.index.article_terms import (
    ArticleContext,
    code_strength,
    cued_products,
    family,
    title_codes,
    title_message,
)
from unstuck_search.index.build import build_index
from unstuck_search.lines.kinds import ERROR, FRAME, INFO, PLAIN, example_spans, kind, message_start
from unstuck_search.lines.normalise import read_lines
from unstuck_search.matcher.matcher import Matcher, Verdict, build_matcher
from unstuck_search.matcher.scorer import WEIGHTS, Features, confidence, score
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature

RULES = load_rules()


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("E0308: Expected type did not match", ("e0308",)),
        ("unused-import (F401)", ("unused-import", "f401")),
        ("Compiler Error C2065: undeclared identifier", ("c2065",)),
        ("css_global_invalid_placement", ("css_global_invalid_placement",)),
        ("Fix error 0x80070005 on startup", ("0x80070005",)),
        ("react-hooks/exhaustive-deps", ("react-hooks/exhaustive-deps",)),
        ("Style/StringLiterals", ("style/stringliterals",)),
        ("ERROR while reading a TCP/IP header", ()),
        ("A plain title without any code", ()),
    ],
)
def test_codes_of_a_title(title: str, codes: tuple[str, ...]) -> None:
    assert set(codes) == set(title_codes(title, RULES))


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("E0308: Expected type did not match", "Expected type did not match"),
        ("unused-import (F401)", "unused-import"),
        ("git: pathspec did not match", "git: pathspec did not match"),
    ],
)
def test_the_message_of_a_title(title: str, message: str) -> None:
    assert title_message(title, RULES).strip() == message


def test_codes_of_one_tool_are_a_family() -> None:
    assert family("e0308", RULES) == family("e0277", RULES) != family("c2065", RULES)
    assert family("enoent", RULES) == ""


def test_a_code_weighs_more_where_tools_put_codes() -> None:
    assert code_strength("E0308", "error[", "]: x", RULES) == 1.0
    assert code_strength("E0308", "see ", " for more", RULES) < 1.0
    assert code_strength("unused-import", "the ", " rule", RULES) < code_strength("unused-import", "(", ")", RULES)
    assert code_strength("no-undef", "error 'x' is not defined ", "", RULES) == code_strength(
        "no-undef", "(", ")", RULES
    )
    assert code_strength("CrashLoopBackOff", "kubelet ", "", RULES) > code_strength("BackOff", "kubelet ", "", RULES)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        (" --> src/main.rs:2:5", "rust"),
        ('  File "a.py", line 3, in f', "python"),
        ("npm ERR! code ERESOLVE", "npm"),
        ("src/a.ts(3,7): error TS2322: no", "typescript"),
        ("main.cpp(10): error C2065: no", "msvc"),
    ],
)
def test_the_look_of_a_line_tells_the_product(text: str, product: str) -> None:
    assert product in cued_products(text, RULES)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("error: it failed", ERROR),
        ("Starting build", PLAIN),
        ("2026-11-21 02:11:42 INFO ready", INFO),
        ("    at Module._compile (node:internal/modules/cjs/loader:1495:20)", FRAME),
        ('  File "/app/a.py", line 3, in f', FRAME),
        ("  |    ^^^^^", FRAME),
    ],
)
def test_lines_are_told_apart(text: str, which: int) -> None:
    assert kind(next(iter(read_lines(text, RULES))), RULES) == which


@pytest.mark.parametrize(
    "prefix",
    [
        "2026-11-21T02:11:42.001Z ",
        "[02:11:42] [main/INFO]: ",
        "Nov 21 02:11:42 host app[311]: ",
        "E1121 02:11:42.488171       1 sync.go:186] ",
        "api-1  | ",
        "src/a.c:10:5: ",
    ],
)
def test_a_message_begins_behind_what_a_log_puts_before_it(prefix: str) -> None:
    line = next(iter(read_lines(f"{prefix}it failed", RULES)))
    assert line.text[message_start(line, RULES) :] == "it failed"


def test_examples_are_quoted_names_paths_and_counted_numbers() -> None:
    text = "cannot open 'foo' in /etc/app.conf at line 12: exit code 137 ('\\r')"
    assert [text[start:end] for start, end in example_spans(text, RULES)] == ["'foo'", "/etc/app.conf", "12"]


def test_a_pair_of_everyday_words_proves_more_than_the_words() -> None:
    index = build_index([make_signature("A_001", 1, ["no field on type"])], {}, RULES)
    assert index.pair_weights["no field"] > 0
    assert "field no" not in index.pair_weights


def test_a_lone_plain_word_is_next_to_nothing_and_a_code_is_not() -> None:
    texts = ["registry", "ERESOLVE"]
    entries = build_index([make_signature("A_001", 1, [text]) for text in texts], {}, RULES).entries
    assert [entry.brevity for entry in entries.values()] == [1.0, 0.0]


def test_no_term_of_the_score_speaks_against_what_it_stands_for() -> None:
    against = {"frame", "conflict", "other_product", "inferred", "brevity", "found"}
    for name in Features._fields:
        weight = getattr(WEIGHTS, name)
        assert weight <= 0 if name in against else weight >= 0, name
        more = score(Features(**{name: 1.0})) - score(Features())
        assert more == pytest.approx(weight)


def test_confidence_is_monotone_and_bounded() -> None:
    assert 0 < confidence(-1e9) < confidence(0) == 0.5 < confidence(1e9) < 1


def test_full_text_finds_the_parts_of_a_compound() -> None:
    found = [term.text for term in terms("sqlalchemy: DetachedInstanceError")]
    assert found == ["sqlalchemy", "detachedinstanceerror", "detached", "instance", "error"]
    records = [Record("A", "Detached things", body="an instance"), Record("B", "Other", body="words")]
    index = build_text_index((one.id, term_weights(one)) for one in records)
    assert [kb_id for kb_id, _ in index.shares("DetachedInstanceError", 5)] == ["A"]


def engine(*signatures: tuple[str, str], **contexts: ArticleContext) -> Matcher:
    """A matcher over single-line signatures."""
    return build_matcher([make_signature(kb_id, 1, [text]) for kb_id, text in signatures], contexts)


def test_the_more_specific_of_two_whole_matches_wins() -> None:
    found = engine(
        ("SHORT_001", "volume is busy"), ("LONG_001", "cannot detach shard: volume is busy on replica {host:word}")
    ).match("cannot detach shard: volume is busy on replica db-3")
    assert [hit.kb_id for hit in found.hits] == ["LONG_001", "SHORT_001"]


def test_equal_texts_share_their_confidence() -> None:
    alone = engine(("A_001", "cannot detach shard from replica")).match("cannot detach shard from replica")
    tied = engine(("A_001", "cannot detach shard from replica"), ("B_001", "cannot detach shard from replica")).match(
        "cannot detach shard from replica"
    )
    assert tied.verdict is Verdict.MATCH
    assert (
        tied.hits[0].confidence == tied.hits[1].confidence == pytest.approx(alone.hits[0].confidence / 2**0.5, abs=0.05)
    )


def test_the_product_breaks_a_tie() -> None:
    kb = engine(
        ("A_001", "cannot detach shard from replica"),
        ("B_001", "cannot detach shard from replica"),
        A_001=ArticleContext("Shards", ("ledgerdb",)),
        B_001=ArticleContext("Shards", ("quorumfs",)),
    )
    assert kb.match("$ quorumfs detach\ncannot detach shard from replica").hits[0].kb_id == "B_001"
    assert kb.match("$ ledgerdb detach\ncannot detach shard from replica").hits[0].kb_id == "A_001"


def test_a_code_is_looked_up_exactly() -> None:
    kb = engine(A_001=ArticleContext("QX0308: shards differ"), B_001=ArticleContext("QX0309: shards agree"))
    found = kb.match("error[QX0309]: something nobody wrote down")
    assert (found.verdict, found.hits[0].kb_id) == (Verdict.MATCH, "B_001")


def test_a_typed_part_that_does_not_hold_its_type_is_no_match() -> None:
    kb = engine(("A_001", "replica {id:uuid} left the ledger shard"))
    assert kb.match("replica 6f1c2f34-9e0a-4a7e-8c55-0123456789ab left the ledger shard").verdict is Verdict.MATCH
    assert kb.match("replica seven left the ledger shard").verdict is not Verdict.MATCH


def test_a_number_that_differs_is_no_match() -> None:
    kb = engine(("A_001", "worker exited with code 137"))
    assert kb.match("worker exited with code 137").verdict is Verdict.MATCH
    assert kb.match("worker exited with code 143").verdict is not Verdict.MATCH


def test_a_wrapped_message_is_found_over_two_lines() -> None:
    found = engine(("A_001", "the ledger of this replica diverged from the quorum of shards")).match(
        "error: the ledger of this replica\ndiverged from the quorum of shards"
    )
    assert found.verdict is Verdict.MATCH
    assert [span.line for span in found.hits[0].spans] == [1, 2]
