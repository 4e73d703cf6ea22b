"""`/terms.json`: what each term of the full text weighs in each article, next to `errors.json`.

A client that reads both builds the same full text as the knowledge base's own folder, and so gives the same
confidence and the same candidates. Parts lie under `/terms/` where it is large.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from unstuck import __version__
from unstuck.feeds.parts import listed_part, part_name
from unstuck.json_data import JSON
from unstuck.output import file_digest
from unstuck_search.partition import cut

MAX_FILE = 5_000_000
NAME = "terms.json"
SCHEMA = "schema/terms-1.json"


def terms_files(articles: Iterable[tuple[str, str]], max_file: int = MAX_FILE) -> Iterator[tuple[str, bytes]]:
    """Paths and contents, `NAME` the last of them: one file, or an index that names its parts.

    `articles` are ids in order, each with its article's `term_weights` as JSON.
    """
    terms = dict(articles)
    parts = cut(((kb_id, len(found)) for kb_id, found in terms.items()), max_file)
    if len(parts) == 1:
        yield NAME, terms_file(terms.items())
        return
    listed = []
    for ids in parts:
        path, data = terms_path(ids[0]), terms_file((kb_id, terms[kb_id]) for kb_id in ids)
        listed.append(listed_part(path, file_digest(data), ids))
        yield path, data
    yield NAME, terms_file((), listed)


def terms_path(first: str) -> str:
    """The path of the part that begins with an article."""
    return f"terms/{part_name(first)}.json"


def terms_file(articles: Iterable[tuple[str, str]], parts: Sequence[JSON] = ()) -> bytes:
    """One article a line: indented, the terms would take three times the room."""
    head = json.dumps({"$schema": SCHEMA, "version": 1, "generator": f"unstuck {__version__}"}).removesuffix("}")
    rows = ",\n".join(f'{{"kb_id": {json.dumps(kb_id)}, "terms": {terms}}}' for kb_id, terms in articles)
    return f'{head},\n"articles": [\n{rows}\n],\n"parts": {json.dumps(parts, indent=1)}}}\n'.encode()
