"""Changes an index file where articles come and go. The result equals, row by row, a file that is written whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from unstuck_search.fulltext.build import least_holding
from unstuck_search.index.file.articles import IndexedArticle
from unstuck_search.index.file.change_matcher import MatcherChange
from unstuck_search.index.file.change_texts import TextChange
from unstuck_search.index.file.tables import TERMS, WORDS, read_meta, write_meta
from unstuck_search.index.file.write import insert_record
from unstuck_search.index.layout import make_layout
from unstuck_search.index.weights import size_step
from unstuck_search.partition import article_numbers
from unstuck_search.rules import Rules


def change_index(
    base: sqlite3.Connection, gone: Iterable[IndexedArticle], come: Iterable[IndexedArticle], rules: Rules
) -> bool:
    """Take articles out and put others in; one that changed is among both. False, with nothing done, where so much
    depends on it that the file must be written whole."""
    known = {kb_id: number for number, kb_id in base.execute("SELECT key, id FROM article")}
    old = {one.id: one for one in gone}
    new = {one.id: one for one in come}
    ids = (known.keys() - old.keys()) | new.keys()
    meta = read_meta(base)
    numbers = known
    if ids != known.keys():
        if (
            make_layout(ids).version != meta["layout"]
            or least_holding(len(ids)) != least_holding(len(known))
            or size_step(len(ids)) != size_step(len(known))
        ):
            return False
        numbers = article_numbers(ids)
        if any(known[one] != numbers[one] for one in ids & known.keys() - old.keys()):
            return False  # others' numbers change with it
    went = {known[kb_id]: one for kb_id, one in old.items()}
    came = {numbers[kb_id]: one for kb_id, one in new.items()}
    matcher = MatcherChange(base, rules, size_step(len(ids)), meta["shards"][WORDS])
    entries = matcher.apply(went, came, meta["entries"])
    if entries is None:
        return False
    texts = TextChange(base, meta["shards"][TERMS], least_holding(len(ids)))
    base.executemany("DELETE FROM record WHERE key = ?", [(number,) for number in went])
    # A number may go from one article to another, so all that go are noted first.
    for number, one in went.items():
        if number not in came or came[number].id != one.id:
            texts.note(number, one.text, None)
    for number, one in came.items():
        former = went.get(number)
        texts.note(number, former.text if former and former.id == one.id else None, one.text)
        insert_record(base, number, one.text, one.source)
    texts.write()
    write_meta(base, {"records": len(ids), "articles": len(ids), "entries": entries})
    return True
