"""The JSON Schemas of what is read and published, JSON Schema 2020-12.

Each has its file; the keys of front matter and the roles of sections come from their tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from unstuck.article.fields import DEFINITIONS, REQUIRED, published_properties, schema_properties
from unstuck.article.role_table import NOTES, note_key
from unstuck.json_data import JSON
from unstuck.resources import schema_path

# Name and what it describes. The number is the version: within one, changes only ever add.
SCHEMAS = {
    "front-matter-1": "the front matter of an article",
    "article-1": "kb/<id>.json, the twin of an article's page",
    "errors-1": "errors.json and its parts",
    "terms-1": "terms.json and its parts",
    "chunk-1": "one line of kb.jsonl",
    "feed-1": "feed.json, JSON Feed 1.1 with the `_unstuck` extension",
}
DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "07": "http://json-schema.org/draft-07/schema#",
}


def read_schema(name: str, draft: str = "2020-12") -> JSON:
    """One of `SCHEMAS`, in one of `DRAFTS`."""
    if name == "front-matter-1":
        schema = _front_matter()
    else:
        schema = json.loads(schema_path(name).read_bytes())
        if name == "article-1":
            schema["properties"] |= published_properties()
            schema["properties"] |= {note_key(role): {"type": "string"} for role in NOTES}
    return schema if draft == "2020-12" else _draft07(schema)


def embedded_schema(name: str, at: str = "#") -> JSON:
    """A schema file as part of another document, whose root or part `at` it is: without what says of which dialect it
    is, and with references that lead to its own definitions."""
    text = schema_path(name).read_text(encoding="utf-8").replace('"#/$defs/', f'"{at}/$defs/')
    schema: JSON = json.loads(text)
    return {key: value for key, value in schema.items() if key not in ("$id", "$schema")}


def published_schemas() -> Iterator[tuple[str, bytes]]:
    """Paths below the site's root and contents; what people edit also in the draft that their editors read."""
    for name in SCHEMAS:
        yield f"schema/{name}.json", _dump(read_schema(name))
    yield "schema/front-matter-1.draft-07.json", _dump(read_schema("front-matter-1", "07"))


def _dump(schema: JSON) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _front_matter() -> JSON:
    return {
        "$schema": DRAFTS["2020-12"],
        "$id": "front-matter-1.json",
        "title": "Front matter of an article",
        "description": (
            "The keys between the two `---` lines of an article. Dates may be bare; whatever else YAML would read "
            "as something other than text (`no`, `1.10`, `12:30`) must be quoted."
        ),
        "type": "object",
        "required": list(REQUIRED),
        "properties": schema_properties(),
        "additionalProperties": False,
        "$defs": dict(DEFINITIONS),
    }


def _draft07(schema: JSON) -> JSON:
    """The same schema in draft-07. Ours use no more of 2020-12 than `$defs`, and no keyword beside a `$ref` but words
    for people, which draft-07 overlooks."""
    text = json.dumps(schema, ensure_ascii=False).replace('"#/$defs/', '"#/definitions/')
    twin: JSON = json.loads(text)
    twin["$schema"] = DRAFTS["07"]
    twin["$id"] = schema["$id"].removesuffix(".json") + ".draft-07.json"
    if "$defs" in twin:
        twin["definitions"] = twin.pop("$defs")
    return twin
