"""Secrets and private facts in a text: found by the patterns of `rules.json`, replaced by stable names.

`browser/redact.js` is the twin of this module; `vectors/redact-1.json` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unstuck_search.rules import Rules

_DIGIT = re.compile(r"[0-9]")


class Secret(NamedTuple):
    """A place that must not be shown or shared: offsets, and what it looks like (`a GitHub token`)."""

    kind: str
    start: int
    end: int


class Redacted(NamedTuple):
    """A text without its secrets. `values` maps each name in it to what it replaced, `kinds` to what that
    looked like."""

    text: str
    values: dict[str, str]
    kinds: dict[str, str]


def find_secrets(text: str, rules: Rules, *, private: bool = False, addresses: bool = False) -> list[Secret]:
    """The secrets of a text in order, none overlapping; with `private`, also addresses, names and the like; with
    `addresses`, also IP addresses.

    What an author put in as an example (`xxxx`, `changeme`, `${TOKEN}`) is none. A text that is to be shared is looked
    at more strictly: there, a value is an example only as a whole.
    """
    harmless = rules.stand_in if private else rules.not_secret
    kinds = (*rules.secrets, *(rules.private if private else ()), *(rules.addresses if addresses else ()))
    found: list[Secret] = []
    for kind, pattern in kinds:
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            if harmless.search(match[group]) is None:
                found.append(Secret(kind, *match.span(group)))
    return _merged(found)


def redact(text: str, rules: Rules, *, addresses: bool = False) -> Redacted:
    """Replace secrets and private facts by `[secret:1]`, `[secret:2]` …; the same value always gets the same name.

    Names that the text itself holds are passed over, so what was replaced can be put back exactly.
    """
    found = find_secrets(text, rules, private=True, addresses=addresses)
    found = _merged([*found, *_repeated(text, found, rules)])
    taken = set(rules.secret_name.findall(text))
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    parts: list[str] = []
    number = at = 0
    for one in found:
        value = text[one.start : one.end]
        if value not in names:
            number += 1
            while f"[secret:{number}]" in taken:
                number += 1
            names[value] = f"[secret:{number}]"
            kinds[names[value]] = one.kind
        parts += [text[at : one.start], names[value]]
        at = one.end
    return Redacted("".join([*parts, text[at:]]), {name: value for value, name in names.items()}, kinds)


def _merged(found: list[Secret]) -> list[Secret]:
    """In order, those that overlap as one: what hangs out of a secret is a part of it."""
    kept: list[Secret] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = kept[-1]._replace(end=one.end)
    return kept


def _repeated(text: str, found: list[Secret], rules: Rules) -> Iterator[Secret]:
    """Where secrets that were found occur again, without what gave them away."""
    kinds: dict[str, str] = {}
    for one in found:
        value = text[one.start : one.end]
        if (
            len(value) >= rules.limits.telling_length
            and _DIGIT.search(value)
            and len(kinds) < rules.limits.max_repeated
        ):
            kinds.setdefault(value, one.kind)
    for value, kind in kinds.items():
        at = text.find(value)
        while at >= 0:
            yield Secret(kind, at, at + len(value))
            at = text.find(value, at + len(value))


def mask(text: str, rules: Rules) -> str:
    """The text with each secret replaced by `********`, for messages that show a line of it."""
    for secret in reversed(find_secrets(text, rules)):
        text = f"{text[: secret.start]}********{text[secret.end :]}"
    return text
