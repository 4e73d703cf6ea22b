"""Whether data has the shape that one of our own JSON Schemas asks for: the keywords that these use, and no others.

For data from elsewhere, before it is used; a feed of thousands of entries takes well under a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class SchemaError(ValueError):
    """Data is not of its schema; the message names the place."""


def check_shape(value: object, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None, at: str = "") -> None:
    """Check a value.

    Raises:
        SchemaError: it is not of the schema.
    """
    whole = root if root is not None else schema
    if "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        check_shape(value, found, whole, at)
    kinds = schema.get("type")
    if kinds is not None and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        expected = kinds if isinstance(kinds, str) else " or ".join(kinds)
        raise SchemaError(f"{at or 'it'}: expected {expected}, got {_name(value)}")
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        raise SchemaError(f"{at} is not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        raise SchemaError(f"{at} is none of {', '.join(map(repr, schema['enum']))}")
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            raise SchemaError(f"{at} is longer than {schema['maxLength']} characters")
        if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
            raise SchemaError(f"{at} is not of the form {schema['pattern']}")
    elif isinstance(value, dict):
        for name in schema.get("required", ()):
            if name not in value:
                raise SchemaError(f"{at or 'it'} lacks `{name}`")
        for name, rule in schema.get("properties", {}).items():
            if name in value:
                check_shape(value[name], rule, whole, f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            raise SchemaError(f"{at} has too few items")
        rule = schema.get("items")
        if rule is not None:
            for number, item in enumerate(value):
                check_shape(item, rule, whole, f"{at}[{number}]")
    elif isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        raise SchemaError(f"{at} is out of range")


def _name(value: object) -> str:
    """The type of a value as JSON Schema names it."""
    return next((kind for kind in _TYPES if _is(value, kind)), "something else")


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and not (isinstance(value, bool) and kind != "boolean")
