from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import Project
from unstuck.article.discovery import discover
from unstuck.article.parse import read_document
from unstuck.feeds.errors_feed import FeedArticle, FeedCommand, FeedFallback
from unstuck.feeds.errors_json import feed_article
from unstuck.lookup import knowledge_base as knowledge_base
from unstuck.lookup.index_entry import IndexEntry, pack, unpack
from unstuck.lookup.knowledge_base import ENTRIES, KnowledgeBase, open_knowledge_base, read_index_entries

TEXT = st.text(max_size=20)
COMMAND = st.builds(FeedCommand, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple))
FALLBACK = st.builds(FeedFallback, commands=st.lists(COMMAND, max_size=1).map(tuple))
ARTICLE = st.builds(
    FeedArticle,
    commands=st.lists(st.builds(FeedCommand), max_size=2).map(tuple),
    verify_commands=st.lists(COMMAND, max_size=2).map(tuple),
    fallbacks=st.lists(st.builds(FeedFallback, commands=st.lists(COMMAND, max_size=1).map(tuple)), max_size=1).map(
        tuple
    ),
)
ENTRY = st.builds(IndexEntry, ARTICLE)


def article(title: str) -> FeedArticle:
    read = read_document("A.md", f"---\nkb_id: A_TOOL_001\n---\n\n# {title}\n".encode(), loose=True).article
    assert read is not None
    return feed_article(read)


@given(st.lists(st.tuples(st.text(max_size=9), st.none() | ENTRY), max_size=4))
def test_entries_come_back_as_they_were_kept(entries: list[tuple[str, IndexEntry | None]]) -> None:
    assert list(unpack("salt", pack("salt", entries))) == entries


def test_entries_of_another_version_are_none() -> None:
    assert list(unpack("new", pack("old", [("a", None)]))) == []


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_damage_loses_its_own_line_at_most(place: int, byte: int) -> None:
    entries = [(name, IndexEntry(article(name), (), "{}", "")) for name in "abc"]
    data = bytearray(pack("salt", entries))
    data[5 + place % (len(data) - 5)] = byte
    found = list(unpack("salt", bytes(data)))
    assert len(found) >= 1
    assert all(one in entries for one in found)


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
    assert (list(entries), read) == (["tool_file_001", "tool_file_002"], [])
    assert b"TOOL_FILE_003" not in (kept.cache / ENTRIES).read_bytes()


def test_kept_pieces_equal_those_made_anew(kept: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    again, read = read_again(kept, monkeypatch)
    assert read == []
    (kept.cache / ENTRIES).unlink()
    assert again == read_index_entries(kept, discover(kept.config.kb_path))
