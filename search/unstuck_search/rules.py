"""The normaliser's rules: one data file, read by Python and by the browser."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rules:
    """`max_line` bounds the characters of a line looked at, `window` the lines that a multi-line signature spans."""

    ansi: re.Pattern[str]
    controls: re.Pattern[str]
    generic_words: frozenset[str]
    max_line: int
    window: int


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with the package."""
    data = json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))
    return Rules(
        re.compile(data["ansi"]),
        re.compile(data["controls"]),
        frozenset(data["generic_words"]),
        data["max_line"],
        data["window"],
    )
