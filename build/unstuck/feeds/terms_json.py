"""`/terms.json`: what each term of the full text weighs in each article, next to `errors.json`.

A client that reads both builds the same full text as the knowledge base's own folder, and so gives the same
confidence and the same candidates. Parts lie under `/terms/` where it is large.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from unstuck import __version__
from unstuck.feeds.parts import part_name
from unstuck.json_data import JSON

MAX_FILE = 5_000_000
NAME = "terms.json"
SCHEMA = "schema/terms-1.json"


def terms_path(first: str) -> str:
    """The path of the part that begins with an article."""
    return f"terms/{part_name(first)}.json"


def terms_file(articles: Iterable[tuple[str, str]], parts: Sequence[JSON] = ()) -> bytes:
    """One article a line: indented, the terms would take three times the room."""
    head = json.dumps({"$schema": SCHEMA, "version": 1, "generator": f"unstuck {__version__}"}).removesuffix("}")
    rows = ",\n".join(f'{{"kb_id": {json.dumps(kb_id)}, "terms": {terms}}}' for kb_id, terms in articles)
    return f'{head},\n"articles": [\n{rows}\n],\n"parts": {json.dumps(parts, indent=1)}}}\n'.encode()
