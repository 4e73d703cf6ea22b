"""The normaliser's and scorer's rules: one data file, read by Python and by the browser."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RULES = Path(__file__).with_name("rules.json")


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns, word lists, weights and bounds.

    `types` holds the pattern of each type of variable part; `quotes` maps typographic marks to plain ones, by code
    point; `weights` are the scorer's terms.
    `soft` finds what an author put in as an example (quoted names, paths, numbers); `prefix` one piece of what a log
    puts before a message; `codes` what looks like an error code; the three `*_line` patterns tell lines apart;
    `cues` name the products that a line of a certain look comes from.
    `secrets`, `private` and `addresses` are what a text is redacted of, by kind: always, where it is to be shared, and
    where addresses are asked for too; their patterns mean the same here and in a browser (word characters and letters
    are ASCII, white space is spelt out). `not_secret` finds signs of an example in a value, `stand_in` is a whole one.
    `max_line` bounds the characters of a line looked at, `window` the lines that a multi-line signature spans.
    """

    types: Mapping[str, str]
    quotes: Mapping[int, str]
    weights: Mapping[str, float]
    ansi: re.Pattern[str]
    controls: re.Pattern[str]
    soft: re.Pattern[str]
    prefix: re.Pattern[str]
    codes: re.Pattern[str]
    error_line: re.Pattern[str]
    frame_line: re.Pattern[str]
    calm_line: re.Pattern[str]
    cues: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    everyday_words: frozenset[str]
    common_words: frozenset[str]
    secrets: tuple[tuple[str, re.Pattern[str]], ...]
    private: tuple[tuple[str, re.Pattern[str]], ...]
    addresses: tuple[tuple[str, re.Pattern[str]], ...]
    stand_in: re.Pattern[str]
    not_secret: re.Pattern[str]
    max_line: int
    window: int


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with the package."""
    data = json.loads(RULES.read_text(encoding="utf-8"))
    patterns = ("ansi", "controls", "soft", "prefix", "codes", "error_line", "frame_line", "calm_line")
    return Rules(
        types=data["types"],
        quotes={ord(mark): plain for plain, marks in data["quotes"].items() for mark in marks},
        weights=data["weights"],
        **{name: re.compile(data[name]) for name in patterns},
        cues=tuple((re.compile(pattern, re.MULTILINE), frozenset(names.split())) for pattern, names in data["cues"]),
        everyday_words=frozenset(data["everyday_words"]),
        common_words=frozenset(data["common_words"]),
        secrets=_kinds(data["secrets"]),
        private=_kinds(data["private"]),
        addresses=_kinds(data["addresses"]),
        stand_in=re.compile(data["stand_in"], re.ASCII),
        not_secret=re.compile(data["not_secret"], re.ASCII | re.IGNORECASE),
        max_line=data["max_line"],
        window=data["window"],
    )


def _kinds(rows: list[list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.ASCII)) for kind, pattern in rows)
