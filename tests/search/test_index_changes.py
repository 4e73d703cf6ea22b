"""An index file that is changed equals one that is written whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck_search.fulltext import build as text_build
from unstuck_search.fulltext import text_index
from unstuck_search.fulltext.build import TextEntry
from unstuck_search.fulltext.search import ShownRecord
from unstuck_search.index import build
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.build import build_index
from unstuck_search.index.file import change_matcher, tables
from unstuck_search.index.file.articles import IndexedArticle, Sourced
from unstuck_search.index.file.change import change_index
from unstuck_search.index.file.write import dump_index
from unstuck_search.partition import article_numbers
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature

RULES = load_rules()
WORDS = ("disk", "full", "permission", "denied", "x1", "änderung", "a")
LINES = (
    "disk full",
    "disk full: permission denied",
    "permission denied {path}",
    "error E0499: disk 'sda' full",
    "{a}x{b}",
    "{word}",
    "full disk on 42",
    "disk",
)
IDS = tuple(f"KB_{number:03}" for number in range(12))
ARTICLE = st.tuples(
    st.dictionaries(st.sampled_from(WORDS), st.integers(1, 220), max_size=5),
    st.sampled_from(["One", "Disk full (E0499)", "E0308: other"]),
    st.lists(st.sampled_from(["dns", "git", "Git"]), max_size=2),
    st.lists(st.sampled_from(LINES), max_size=4),
)
STATE = st.dictionaries(st.sampled_from(IDS), ARTICLE, min_size=1)

Article = tuple[dict[str, int], str, list[str], list[str]]
State = dict[str, Article]


def indexed(kb_id: str, article: Article) -> IndexedArticle:
    weights, title, tags, lines = article
    return IndexedArticle(
        TextEntry(kb_id, weights, ShownRecord(title, title * 3), {"tag": tags}),
        [make_signature(kb_id, number, [line]) for number, line in enumerate(lines, 1)],
        ArticleContext(title, tuple(tags)),
        {"kb_id": kb_id, "title": title},
        repr((kb_id, tags)).encode(),
    )


def whole(base: sqlite3.Connection, state: State) -> None:
    articles = {kb_id: indexed(kb_id, article) for kb_id, article in sorted(state.items())}
    signatures = [one for article in articles.values() for one in article.signatures]
    index = build_index(signatures, {kb_id: one.context for kb_id, one in articles.items()}, RULES)
    texts = (Sourced(articles[kb_id].text, articles[kb_id].source) for kb_id in article_numbers(articles))
    shown = ((kb_id, one.shown) for kb_id, one in articles.items())
    dump_index(base, articles, index, texts, {"disk": ["volume"]}, shown, {})


def change(base: sqlite3.Connection, before: State, after: State) -> bool:
    differing = {kb_id for kb_id in before.keys() | after.keys() if before.get(kb_id) != after.get(kb_id)}
    gone = [indexed(kb_id, before[kb_id]) for kb_id in sorted(differing & before.keys())]
    come = [indexed(kb_id, after[kb_id]) for kb_id in sorted(differing & after.keys())]
    return change_index(base, gone, come, RULES)


def rows(base: sqlite3.Connection) -> dict[str, list[object]]:
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(base.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_index, "MAX_HOLDING", 3)
        patch.setattr(tables, "MAX_HOLDING", 3)
        patch.setattr(text_build, "_MANY", 6)
        patch.setattr(build, "HELD", 3)
        patch.setattr(tables, "HELD", 3)
        patch.setattr(change_matcher, "MOST", 1.0)
        yield


@settings(max_examples=150, deadline=None)
@given(STATE, st.lists(STATE, min_size=1, max_size=3))
def test_after_any_changes_all_rows_are_those_of_a_whole_file(before: State, changes: list[State]) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        held = before
        whole(base, held)
        for state in changes:
            before_rows = rows(base)
            if not change(base, held, state):
                assert rows(base) == before_rows
                continue
            held = state
            with closing(sqlite3.connect(":memory:")) as clean:
                whole(clean, state)
                assert rows(base) == rows(clean)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(IDS), ARTICLE, st.lists(ARTICLE, min_size=12, max_size=12))
def test_after_one_edit_all_rows_are_those_of_a_whole_file(edited: str, edit: Article, articles: list[Article]) -> None:
    before = dict(zip(IDS, articles, strict=True))
    after = before | {edited: edit}
    with closing(sqlite3.connect(":memory:")) as base, closing(sqlite3.connect(":memory:")) as clean:
        whole(base, before)
        assert change(base, before, after)
        whole(clean, after)
        assert rows(base) == rows(clean)


def test_what_depends_on_all_is_left_to_a_whole_file() -> None:
    few: State = {kb_id: ({"disk": 10}, "One", [], []) for kb_id in IDS[:2]}
    many: State = {kb_id: ({"disk": 10}, "One", [], []) for kb_id in IDS}
    with closing(sqlite3.connect(":memory:")) as base:
        whole(base, few)
        assert not change(base, few, many)
