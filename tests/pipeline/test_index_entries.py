from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import Project
from unstuck.article.discovery import discover
from unstuck.article.model import FrontMatter
from unstuck.feeds.errors_feed import FeedArticle, FeedCommand, FeedDuration, FeedFallback, FeedFix, FeedSignature
from unstuck.finding import Span
from unstuck.lookup import knowledge_base as knowledge_base
from unstuck.lookup.index_entry import IndexEntry
from unstuck.lookup.knowledge_base import KnowledgeBase, open_knowledge_base, read_index_entries
from unstuck.packing import pack, unpack
from unstuck.store import NAME

TEXT = st.text(max_size=20)
COMMAND = st.builds(FeedCommand, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple))
FALLBACK = st.builds(FeedFallback, commands=st.lists(COMMAND, max_size=1).map(tuple))
NUMBER = st.integers(0, 2**40)
FIX = st.builds(
    FeedFix,
    steps=st.lists(TEXT | NUMBER, max_size=2).map(tuple),
    cures=st.lists(NUMBER, max_size=2).map(tuple),
)
ARTICLE = st.builds(
    FeedArticle,
    complexity=st.none() | st.integers(1, 5),
    fix_time=st.none() | st.builds(FeedDuration, seconds=st.integers(0, 2**40)),
    commands=st.lists(st.builds(FeedCommand), max_size=2).map(tuple),
    fixes=st.lists(FIX, max_size=1).map(tuple),
    checks=st.lists(st.tuples(NUMBER, TEXT), max_size=1).map(tuple),
    verify_commands=st.lists(COMMAND, max_size=2).map(tuple),
    fallbacks=st.lists(st.builds(FeedFallback, commands=st.lists(COMMAND, max_size=1).map(tuple)), max_size=1).map(
        tuple
    ),
)
SIGNATURE = st.builds(FeedSignature, order=NUMBER)
ENTRY = st.builds(IndexEntry, ARTICLE, st.lists(SIGNATURE, max_size=2).map(tuple))


@given(ENTRY)
def test_an_entry_comes_back_as_it_was_kept(entry: IndexEntry) -> None:
    assert unpack(pack(entry), IndexEntry) == entry


@given(ENTRY, st.data())
def test_a_damaged_entry_is_another_or_none(entry: IndexEntry, data: st.DataObject) -> None:
    packed = bytearray(pack(entry))
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] = data.draw(st.integers(0, 255))
    found = unpack(bytes(packed), IndexEntry)
    assert found is None or isinstance(found, IndexEntry)


def test_half_of_a_surrogate_pair_is_kept_as_a_question_mark() -> None:
    front = FrontMatter(title="a\ud800b", where={"title": Span(2), ("tags", 1): Span(3)})
    assert unpack(pack(front), FrontMatter) == replace(front, title="a?b")


def test_a_number_that_is_too_long_is_kept_as_the_greatest_there_is() -> None:
    found = unpack(pack(FeedDuration("for ever", 10**30)), FeedDuration)
    assert found == FeedDuration("for ever", 2**63 - 1)


@pytest.fixture
def kept(tmp_path: Path) -> KnowledgeBase:
    project = Project(tmp_path)
    for number in range(1, 4):
        project.article(f"TOOL_FILE_00{number}", template=f"tool{number} cannot open {{file:path}}", sample="")
    found = open_knowledge_base(tmp_path, cache=str(tmp_path / "cache"))
    read_index_entries(found, discover(found.config.kb_path))
    return found


def read_again(kept: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, IndexEntry], list[str]]:
    """The entries, and which files were read for them."""
    read: list[str] = []
    real = knowledge_base.documents

    def spy(one: KnowledgeBase, paths: tuple[str, ...]) -> object:
        read.extend(paths)
        return real(one, paths)

    monkeypatch.setattr(knowledge_base, "documents", spy)
    return read_index_entries(kept, discover(kept.config.kb_path)), read


def test_only_a_changed_file_is_read_again(kept: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    Project(kept.config.root).article("TOOL_FILE_002", title="Another title", template="tool2 is gone", sample="")
    entries, read = read_again(kept, monkeypatch)
    assert read == ["TOOL_FILE_002.md"]
    assert [one.article.title for one in entries.values()] == [
        "The tool finds no file",
        "Another title",
        "The tool finds no file",
    ]


def test_what_is_gone_is_forgotten(kept: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept.config.kb_path / "TOOL_FILE_003.md").unlink()
    entries, read = read_again(kept, monkeypatch)
    assert (list(entries), read) == (["TOOL_FILE_001", "TOOL_FILE_002"], [])


def test_kept_pieces_equal_those_made_anew(kept: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    again, read = read_again(kept, monkeypatch)
    assert read == []
    (kept.cache / NAME).unlink()
    assert again == read_index_entries(kept, discover(kept.config.kb_path))


def test_a_vocabulary_that_goes_while_the_knowledge_base_is_read_costs_its_words_alone(kept: KnowledgeBase) -> None:
    (kept.config.kb_path / "vocabulary.yaml").write_text("tags: [dns]\n")
    listing = discover(kept.config.kb_path)
    (kept.config.kb_path / "vocabulary.yaml").unlink()
    assert len(read_index_entries(kept, listing)) == 3
