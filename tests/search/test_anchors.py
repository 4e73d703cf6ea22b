from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from unstuck_search.index.anchors import anchored_candidates, group_by_anchor, swallowed
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import load_rules
from unstuck_search.signatures.example import example
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import TYPES, parse
from unstuck_search.text import fold

RULES = load_rules()
ENTRIES = st.sampled_from([*(f"{{{name}}}" for name in TYPES), "disk", "quota:", "cannot open", "E404", " ", "-", "="])


def pairs(*texts: tuple[str, str]) -> list[tuple[int, int]]:
    return list(swallowed([make_signature(kb_id, 1, text.split("\n")) for kb_id, text in texts], RULES))


@given(st.lists(ENTRIES, min_size=1, max_size=6).map("".join))
def test_a_template_is_proposed_for_every_line_it_matches(text: str) -> None:
    signature = make_signature("A_001", 1, [text])
    by_anchor, unanchored = group_by_anchor(signature.templates, Counter(["disk", "quota"]))
    for line in read_lines(f"{example(signature)}\nnote: {example(signature)} again", RULES):
        if signature.templates[0].find(line.text, line.folded):
            assert 0 in [*anchored_candidates(by_anchor, line.folded), *unanchored]


def test_a_line_that_lacks_the_second_rarest_word_proposes_nothing() -> None:
    by_anchor, _ = group_by_anchor(
        [parse("quota exceeded on volume")], {"quota": 1, "exceeded": 2, "on": 9, "volume": 3}
    )
    assert list(anchored_candidates(by_anchor, fold("Quota on volume"))) == []
    assert list(anchored_candidates(by_anchor, fold("Quota was exceeded"))) == [0]


def test_a_longer_signature_is_swallowed_by_a_shorter_one_of_another_article() -> None:
    assert pairs(("A_001", "cannot open {path}"), ("B_001", "replica: cannot open {path}: gone")) == [(1, 0)]


def test_an_article_does_not_swallow_its_own_signatures() -> None:
    signatures = [
        make_signature("A_001", 1, ["cannot open {path}"]),
        make_signature("A_001", 2, ["cannot open {path}: x"]),
    ]
    assert list(swallowed(signatures, RULES)) == []


def test_equal_shapes_are_a_tie_and_swallow_nothing() -> None:
    assert pairs(("A_001", "cannot open {one:path}"), ("B_001", "cannot open {other:path}")) == []


def test_one_line_of_several_is_swallowed_too() -> None:
    assert pairs(("A_001", "shard is gone"), ("B_001", "cannot open\nthe shard is gone")) == [(1, 0)]


def test_all_lines_of_a_signature_must_stand_in_the_other() -> None:
    assert pairs(("A_001", "shard is gone\nreplica too"), ("B_001", "the shard is gone")) == []
