from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unstuck_search.index.anchors import anchored_candidates, swallowed
from unstuck_search.index.build import build_index
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import load_rules
from unstuck_search.signatures.example import example
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import TYPES
from unstuck_search.text import fold

RULES = load_rules()
ENTRIES = st.sampled_from([*(f"{{{name}}}" for name in TYPES), "disk", "quota:", "cannot open", "E404", " ", "-", "="])


def pairs(*texts: tuple[str, str]) -> list[tuple[int, int]]:
    return list(swallowed([make_signature(kb_id, 1, text.split("\n")) for kb_id, text in texts], RULES))


@given(st.lists(ENTRIES, min_size=1, max_size=6).map("".join))
def test_a_template_is_proposed_for_every_line_it_matches(text: str) -> None:
    signature = make_signature("A_001", 1, [text])
    index = build_index([signature], {}, RULES)
    (one,) = index.entries
    for line in read_lines(f"{example(signature)}\nnote: {example(signature)} again", RULES):
        if signature.templates[0].find(line.text, line.folded):
            assert one in [*anchored_candidates(index.by_anchor, line.folded), *index.unanchored]


def test_a_line_that_lacks_the_second_most_telling_word_proposes_nothing() -> None:
    others = [make_signature(f"B_{number:03}", 1, ["volume on disk"]) for number in range(9)]
    index = build_index([make_signature("A_001", 1, ["quota exceeded on volume"]), *others], {}, RULES)
    assert list(anchored_candidates(index.by_anchor, fold("Quota on volume"))) == []
    assert len(list(anchored_candidates(index.by_anchor, fold("Quota was exceeded")))) == 1


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
