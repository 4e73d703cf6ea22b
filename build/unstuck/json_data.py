"""JSON as Python has it, and how our files write it."""

from __future__ import annotations

import json
from typing import Any

JSON = dict[str, Any]


def dump(value: Any) -> bytes:
    """JSON as all our feeds write it: UTF-8, keys in the order given, one trailing line break."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def nested_length(value: JSON) -> int:
    """Bytes that a value takes in a file of `dump`, as an item of a list of the whole."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return len(text.encode("utf-8", "replace")) + 2 * (text.count("\n") + 2)
