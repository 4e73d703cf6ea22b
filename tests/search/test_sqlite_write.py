"""An index file that is changed equals one that is written whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck_search.fulltext import build, text_index
from unstuck_search.fulltext.build import TextEntry
from unstuck_search.fulltext.numbers import article_numbers
from unstuck_search.fulltext.search import ShownRecord
from unstuck_search.index import sqlite_tables
from unstuck_search.index.build import build_index
from unstuck_search.index.sqlite_write import Sourced, change_texts, dump_index
from unstuck_search.rules import load_rules

WORDS = ("disk", "full", "permission", "denied", "x1", "änderung", "a")
IDS = tuple(f"KB_{number:03}" for number in range(12))
ENTRY = st.builds(
    lambda weights, title, tags: (weights, title, tags),
    st.dictionaries(st.sampled_from(WORDS), st.integers(1, 220), max_size=5),
    st.sampled_from(["One", "Other"]),
    st.lists(st.sampled_from(["dns", "git", "Git"]), max_size=2),
)
STATE = st.dictionaries(st.sampled_from(IDS), ENTRY, min_size=1)


State = dict[str, tuple[dict[str, int], str, list[str]]]


def sourced(state: State) -> dict[str, Sourced]:
    return {
        kb_id: Sourced(
            TextEntry(kb_id, weights, ShownRecord(title, title * 3), {"tag": tags}), repr((kb_id, tags)).encode()
        )
        for kb_id, (weights, title, tags) in state.items()
    }


def whole(base: sqlite3.Connection, entries: dict[str, Sourced]) -> None:
    texts = (entries[kb_id] for kb_id in article_numbers(entries))
    dump_index(base, entries, build_index([], {}, load_rules()), texts, {"disk": ["volume"]}, [], {})


def rows(base: sqlite3.Connection) -> dict[str, list[object]]:
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(base.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_index, "MAX_HOLDING", 3)
        patch.setattr(sqlite_tables, "MAX_HOLDING", 3)
        patch.setattr(build, "_MANY", 6)
        yield


@settings(max_examples=300, deadline=None)
@given(STATE, st.lists(STATE, min_size=1, max_size=3))
def test_after_any_changes_all_rows_are_those_of_a_whole_file(before: State, changes: list[State]) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        held = sourced(before)
        whole(base, held)
        for state in changes:
            wanted = sourced(state)
            differing = {kb_id for kb_id in held.keys() | wanted.keys() if held.get(kb_id) != wanted.get(kb_id)}
            gone = [held[kb_id].entry for kb_id in differing & held.keys()]
            come = [wanted[kb_id] for kb_id in differing & wanted.keys()]
            before_rows = rows(base)
            if not change_texts(base, gone, come):
                assert rows(base) == before_rows
                continue
            held = wanted
            with closing(sqlite3.connect(":memory:")) as clean:
                whole(clean, wanted)
                assert rows(base) == rows(clean)


def test_what_depends_on_all_is_left_to_a_whole_file() -> None:
    few = sourced({kb_id: ({"disk": 10}, "One", []) for kb_id in IDS[:2]})
    many = sourced({kb_id: ({"disk": 10}, "One", []) for kb_id in IDS})
    with closing(sqlite3.connect(":memory:")) as base:
        whole(base, few)
        assert not change_texts(base, [], [many[kb_id] for kb_id in IDS[2:]])
