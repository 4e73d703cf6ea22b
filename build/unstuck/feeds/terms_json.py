"""`/terms.json`: what each term of the full text weighs in each article, next to `errors.json`.

A client that reads both builds the same full text as the knowledge base's own folder, and so gives the same
confidence and the same candidates. Parts lie under `/terms/` where it is large.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from unstuck import __version__

MAX_FILE = 5_000_000
NAME = "terms.json"
SCHEMA = "schema/terms-1.json"


def terms_files(articles: Iterable[tuple[str, str]], max_file: int = MAX_FILE) -> Iterator[tuple[str, bytes]]:
    """Paths and contents, `NAME` the last of them: one file, or an index that names its parts.

    `articles` are ids in order, each with its article's `term_weights` as JSON.
    """
    parts: list[list[tuple[str, str]]] = [[]]
    size = 0
    for kb_id, terms in articles:
        row = f'{{"kb_id": {json.dumps(kb_id)}, "terms": {terms}}}'
        if parts[-1] and size + len(row) > max_file:
            parts.append([])
            size = 0
        parts[-1].append((kb_id, row))
        size += len(row)
    if len(parts) == 1:
        yield NAME, _file((row for _, row in parts[0]), [])
        return
    listed = []
    for number, rows in enumerate(parts, 1):
        path, data = f"terms/part-{number}.json", _file((row for _, row in rows), [])
        about = {"first": rows[0][0], "last": rows[-1][0], "articles": len(rows)}
        listed.append({**reference(path, data), **about})
        yield path, data
    yield NAME, _file((), listed)


def reference(path: str, data: bytes) -> dict[str, str]:
    """How one file of a feed names another: its address, relative to the site, and what it must hold."""
    return {"url": path, "sha256": hashlib.sha256(data).hexdigest()}


def _file(rows: Iterable[str], parts: Sequence[Mapping[str, Any]]) -> bytes:
    """One article a line: indented, the terms would take three times the room."""
    head = json.dumps({"$schema": SCHEMA, "version": 1, "generator": f"unstuck {__version__}"}).removesuffix("}")
    articles = ",\n".join(rows)
    return f'{head},\n"articles": [\n{articles}\n],\n"parts": {json.dumps(parts, indent=1)}}}\n'.encode()
