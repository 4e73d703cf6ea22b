"""The keys of front matter, one row each; how they are read, described, published and shown follows from it.

A new key is a row here, a field of `FrontMatter`, and, where pages show it, its label in each catalogue.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from unstuck.article.field_reader import MAX_ITEMS, FieldReader
from unstuck.article.kb_id import KB_ID, MAX_KB_ID
from unstuck.article.model import SourceLink
from unstuck.article.yaml_tree import Node

Schema = Mapping[str, Any]

CRITICALITIES = ("low", "medium", "high", "critical")
STATUSES = ("draft", "published", "deprecated")
AUDIENCES = ("public", "internal")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of values.

    `read` makes the value of a node, `schema` describes it as authors write it; `publish` makes JSON of it, and
    `published` describes that.
    """

    read: Callable[[FieldReader, Node], Any]
    schema: Schema
    publish: Callable[[Any], Any] = str
    published: Schema | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One key.

    `about` is its line in the manual and in the schema. `published` means that `kb/<id>.json` has it as it is, `shown`
    which list of the page does (`facts` above the solution, `about` at the end), `facet` which facet of the vocabulary
    its words belong to.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    default: str = ""
    published: bool = True
    shown: str = ""
    facet: str = ""


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_list(name: str) -> Schema:
    return {"anyOf": [_reference(name), {"type": "array", "maxItems": MAX_ITEMS, "items": _reference(name)}]}


def _choice(allowed: tuple[str, ...]) -> Kind:
    schema = {"enum": list(allowed)}
    return Kind(lambda reader, node: reader.choice(node, allowed), schema, str, schema)


def _iso(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""


def _source(value: SourceLink) -> Schema:
    return {"url": value.url, "title": value.title} if value.title else {"url": value.url}


# What the schema of front matter refers to.
DEFINITIONS: Mapping[str, Schema] = {
    "kb_id": {
        "type": "string",
        "pattern": f"^{KB_ID.pattern.removesuffix('Z').removesuffix(chr(92))}$",
        "maxLength": MAX_KB_ID,
        "description": "Words and a number of three or more digits joined by `_`; it becomes the address.",
    },
    "text": {"type": "string", "pattern": "\\S"},
    "words": _one_or_list("text"),
    "error": {
        "type": "object",
        "properties": {
            "template": {**_reference("words"), "description": "One line, with {name} for what varies."},
            "lines": {**_reference("words"), "description": "Several lines, in this order, gaps allowed."},
            "samples": {**_reference("words"), "description": "Real lines that must match."},
            "versions": {**_reference("words"), "description": "Which versions print it."},
            "fix": {**_reference("text"), "description": "The heading that cures it: `#its-anchor`."},
            "locale": {
                "type": "string",
                "pattern": "^[a-z]{2,3}(_[A-Z]{2})?$",
                "description": "The language that prints it so, such as `de`.",
            },
            "order": {
                "type": "integer",
                "minimum": 1,
                "maximum": 5,
                "description": "Where other articles state the same error: its place, the commonest cause first.",
            },
            "cues": {**_reference("words"), "description": "Texts in a paste that speak for this cause."},
            "check": {**_reference("text"), "description": "The command that tells the causes apart."},
        },
        "oneOf": [{"required": ["template"]}, {"required": ["lines"]}],
        "additionalProperties": False,
    },
    "source": {
        "anyOf": [
            _reference("text"),
            {
                "type": "object",
                "required": ["url"],
                "properties": {"url": _reference("text"), "title": _reference("text")},
                "additionalProperties": False,
            },
        ]
    },
    "placeholder": {
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {
                "type": "object",
                "properties": {"description": _reference("text"), "example": _reference("text")},
                "additionalProperties": False,
            },
        ]
    },
}
_DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_WORDS: Schema = {"type": "array", "minItems": 1, "items": {"type": "string"}}

ID = Kind(FieldReader.kb_id, _reference("kb_id"), str, {"type": "string", "minLength": 1})
IDS = Kind(FieldReader.kb_ids, _one_or_list("kb_id"), list, _WORDS)
TEXT = Kind(FieldReader.text, DEFINITIONS["text"], str, {"type": "string", "minLength": 1})
WORDS = Kind(FieldReader.words, _reference("words"), list, _WORDS)
LEVEL = Kind(
    FieldReader.level,
    {"type": "integer", "minimum": 1, "maximum": 5},
    lambda value: value,
    {"type": "integer", "minimum": 1, "maximum": 5},
)
DATE = Kind(
    FieldReader.date, {"type": "string", "format": "date", "pattern": _DAY}, _iso, {"type": "string", "format": "date"}
)
ERRORS = Kind(
    FieldReader.errors,
    {
        "anyOf": [
            {"type": "null"},
            _reference("text"),
            _reference("error"),
            {"type": "array", "items": {"anyOf": [_reference("text"), _reference("error")]}},
        ]
    },
)
PLACEHOLDERS = Kind(
    FieldReader.placeholders,
    {
        "anyOf": [
            {"type": "null"},
            {"type": "array", "maxItems": MAX_ITEMS, "items": _reference("text")},
            {"type": "object", "additionalProperties": _reference("placeholder")},
        ]
    },
)
SOURCES = Kind(
    FieldReader.sources,
    {"anyOf": [_reference("source"), {"type": "array", "items": _reference("source")}]},
    lambda value: [_source(one) for one in value],
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["url"],
            "properties": {"url": {"type": "string", "minLength": 1}, "title": {"type": "string", "minLength": 1}},
        },
    },
)

# What pages show is in the order in which they show it. What is published in another form than it has here (the title
# may be a heading, errors may be inferred) is not `published` as it is.
FIELDS: tuple[Field, ...] = (
    Field(
        "kb_id",
        ID,
        "words and a number of three or more digits joined by `_`; ASCII, at most 64 characters",
        required=True,
        published=False,
    ),
    Field("title", TEXT, "shown as the title; else the first heading", published=False),
    Field("category", TEXT, "one word of the vocabulary", required=True, facet="categories"),
    Field("fix_time", TEXT, "how long the fix takes", published=False, shown="facts"),
    Field("criticality", _choice(CRITICALITIES), "how bad it is while it lasts", required=True, shown="facts"),
    Field("complexity", LEVEL, "1 (anyone) to 5 (needs an expert)", required=True, shown="facts"),
    Field("impact", TEXT, "what does not work while it lasts", shown="facts"),
    Field("downtime_risk", TEXT, "what the fix may interrupt", shown="facts"),
    Field("platform", WORDS, "where it happens: one word or a list", required=True, shown="facts", facet="platforms"),
    Field(
        "technologies",
        WORDS,
        "what it happens with: one word or a list",
        required=True,
        shown="facts",
        facet="technologies",
    ),
    Field("created", DATE, "the day it was written", required=True, shown="about"),
    Field("updated", DATE, "the day of the last change", shown="about"),
    Field("review_by", DATE, "the day after which it counts as stale", shown="about"),
    Field("tags", WORDS, "words of the vocabulary", required=True, shown="about", facet="tags"),
    Field("owner", TEXT, "who answers for it", shown="about"),
    Field("license", TEXT, "of this article, where it differs", shown="about"),
    Field("related_kb", IDS, "ids of related articles, written on both sides", required=True),
    Field(
        "errors",
        ERRORS,
        "signatures, see below; else inferred from code in the symptom and error sections",
        published=False,
    ),
    Field(
        "placeholders",
        PLACEHOLDERS,
        "names of values that the reader fills in, to a description, or to `description` and `example`",
        published=False,
    ),
    Field("status", _choice(STATUSES), "only what is published is on the site", default="published"),
    Field(
        "audience",
        _choice(AUDIENCES),
        "internal articles are in nothing that is published",
        default="public",
        published=False,
    ),
    Field("aliases", IDS, "former ids; their addresses lead here", published=False),
    Field("superseded_by", ID, "the id of the article that took its place"),
    Field("sources", SOURCES, "where the facts come from: addresses, or `url` and `title`"),
)
FIELDS_BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
REQUIRED = tuple(field.name for field in FIELDS if field.required)


def schema_properties() -> dict[str, Schema]:
    """The properties of the front matter's JSON Schema."""
    return {
        field.name: {
            **field.kind.schema,
            **({"default": field.default} if field.default else {}),
            "description": f"{field.about[:1].upper()}{field.about[1:]}.",
        }
        for field in FIELDS
    }


def published_properties() -> dict[str, Schema]:
    """The properties of an article's JSON Schema that are keys of its front matter."""
    return {field.name: field.kind.published for field in FIELDS if field.published and field.kind.published}


def manual_table() -> str:
    """The table of keys in the manual, in Markdown."""
    rows = [
        f"| `{field.name}` | {'yes' if field.required else ''} | {_about(field)} |".replace("|  |", "| |")
        for field in sorted(FIELDS, key=lambda field: not field.required)
    ]
    return "\n".join(("| key | required | what it holds |", "|---|---|---|", *rows)) + "\n"


def _about(field: Field) -> str:
    allowed = field.kind.schema.get("enum", ())
    choices = ", ".join(f"{one} (default)" if one == field.default else one for one in allowed)
    if field.kind is DATE:
        return f"{field.about}, as 2026-02-17"
    return f"{choices}: {field.about}" if choices else field.about
