"""The index file: the same answers as from memory, and no answer from a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shards import write_index_file
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.build import build_index
from unstuck_search.index.file.open import open_index
from unstuck_search.index.signature_text import entries_of_signatures, text_of_signatures
from unstuck_search.matcher.matcher import Matcher, build_matcher
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature

SIGNATURES = [
    make_signature("EXEC_001", 1, ["exec {path}: exec format error"], ["exec /x: exec format error"], "runc < 1.1"),
    make_signature("NPM_001", 1, ["npm ERR! code ERESOLVE", "npm ERR! ERESOLVE unable to resolve dependency tree"]),
    make_signature("RUST_001", 1, ["cannot borrow `x` as mutable more than once at a time"]),
    make_signature("PORT_001", 1, ["listen EADDRINUSE: address already in use {address}:{port:port}"]),
    make_signature("LOOSE_001", 1, ["{a}x{b}"]),
]
CONTEXTS = {
    "EXEC_001": ArticleContext("Image built for another CPU", ("docker",)),
    "NPM_001": ArticleContext("Peer dependencies clash", ("npm",)),
    "RUST_001": ArticleContext("E0499: two mutable borrows", ("rust",)),
    "PORT_001": ArticleContext("Address already in use", ("linux",)),
    "LOOSE_001": ArticleContext("Loose", ()),
}
TEXTS = {"EXEC_001": "The kernel refuses the program.", "NPM_001": "Two packages want different versions of a third."}
SHOWN = {kb_id: {"kb_id": kb_id, "title": context.title} for kb_id, context in CONTEXTS.items()}
IN_MEMORY = build_matcher(SIGNATURES, CONTEXTS, lambda: text_of_signatures(SIGNATURES, CONTEXTS, TEXTS).index)


def dump(path: Path) -> Path:
    index = build_index(SIGNATURES, CONTEXTS, load_rules())
    write_index_file(path, index, entries_of_signatures(SIGNATURES, CONTEXTS, TEXTS), SHOWN)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dump(tmp_path_factory.mktemp("index") / "match.index")


PASTES = [
    "exec /usr/local/bin/run.sh: exec format error",
    "npm ERR! code ERESOLVE\nnpm ERR!\nnpm ERR! ERESOLVE unable to resolve dependency tree",
    "error[E0499]: cannot borrow `v` as mutable more than once at a time\n --> src/main.rs:4:5",
    "Error: listen EADDRINUSE: address already in use :::3000",
    "two packages want different versions",
    "nothing of the kind",
    "",
]


def matcher_of(path: Path) -> Matcher:
    stored = open_index(path, load_rules())
    return Matcher(stored.index, stored.signatures, lambda: stored.text.index)


@pytest.mark.parametrize("paste", PASTES)
def test_answers_from_the_file_equal_those_from_memory(path: Path, paste: str) -> None:
    assert matcher_of(path).match(paste) == IN_MEMORY.match(paste)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from(" ".join(PASTES).split()), max_size=30), noise=st.text(max_size=40))
def test_any_mixture_of_words_gets_the_same_answer(path: Path, words: list[str], noise: str) -> None:
    paste = f"{' '.join(words)}\n{noise}"
    assert matcher_of(path).match(paste) == IN_MEMORY.match(paste)


def test_signatures_and_what_is_shown_come_back_whole(path: Path) -> None:
    stored = open_index(path, load_rules())
    assert sorted(stored.signatures.values(), key=lambda one: one.id) == sorted(SIGNATURES, key=lambda one: one.id)
    assert dict(stored.shown) == SHOWN
    assert "NOWHERE_001" not in stored.shown


def test_the_same_index_has_the_same_bytes(tmp_path: Path) -> None:
    assert dump(tmp_path / "one").read_bytes() == dump(tmp_path / "other").read_bytes()


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_index_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "match.index"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"match\.index"):
        open_index(path, load_rules())
    with pytest.raises(ValueError, match="nowhere"):
        open_index(tmp_path / "nowhere", load_rules())
