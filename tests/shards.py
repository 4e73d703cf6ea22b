"""All shards of an index for the browser, as a build makes them: from an index file."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from unstuck_search.fulltext.build import TextEntry
from unstuck_search.index.browser_shards import (
    anchors_shard,
    article_shard,
    index_script,
    near_shard,
    shown_shard,
    text_shard,
    word_shard,
)
from unstuck_search.index.build import Index
from unstuck_search.index.file.articles import Sourced
from unstuck_search.index.file.rows import IndexRows
from unstuck_search.index.file.write import dump_index
from unstuck_search.index.layout import make_layout


def write_index_file(path: Path, index: Index, entries: Sequence[TextEntry], shown: Mapping[str, Any]) -> None:
    """An index file of an index, of the full text of all its articles, and of what is to be shown of them."""
    by_id = {one.id: one for one in entries}
    with closing(sqlite3.connect(path)) as base:
        texts = (Sourced(by_id[kb_id]) for kb_id in make_layout(by_id).numbers)
        dump_index(base, by_id, index, texts, {}, ((kb_id, shown.get(kb_id)) for kb_id in sorted(by_id)), {})
        base.commit()


def make_shards(index: Index, entries: Sequence[TextEntry], shown: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and content of each shard."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        write_index_file(path, index, entries, shown)
        with IndexRows(path) as rows:
            layout = make_layout(one.id for one in entries)
            yield index_script(layout, rows.unanchored())
            yield anchors_shard(layout, rows.anchors())
            for number in range(layout.shards["w"]):
                yield word_shard(layout, number, rows.word_shard(number))
            for number, ids in enumerate(layout.articles("a")):
                yield article_shard(layout, number, rows.articles(ids))
            for number, ids in enumerate(layout.articles("s")):
                yield shown_shard(layout, number, {kb_id: shown[kb_id] for kb_id in ids if kb_id in shown})
            for number in range(layout.shards["x"]):
                yield text_shard(layout, number, rows.text_shard(number))
            for letter, found in rows.near().items():
                yield near_shard(layout, letter, json.loads(found))
