"""Secrets and private facts in a text: found by the patterns of `rules.json`, replaced by stable names."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck_search.rules import Rules


@dataclass(frozen=True, slots=True)
class Secret:
    """A place that must not be shown or shared: offsets, and what it looks like (`a GitHub token`)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets. `values` maps each name that stands in it to what it replaced."""

    text: str
    values: dict[str, str]


def find_secrets(text: str, rules: Rules, *, private: bool = False) -> list[Secret]:
    """The secrets of a text in order, none overlapping; with `private`, also addresses, names and the like.

    What an author put in as an example (`xxxx`, `changeme`, `${TOKEN}`) is none.
    """
    found: list[Secret] = []
    for kind, pattern in (*rules.secrets, *(rules.private if private else ())):
        for match in pattern.finditer(text):
            group = 1 if pattern.groups and match[1] is not None else 0
            if rules.not_secret.search(match[group]) is None:
                found.append(Secret(kind, *match.span(group)))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Secret] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def redact(text: str, rules: Rules) -> Redacted:
    """Replace secrets and private facts by `[secret:1]`, `[secret:2]` …; the same value always gets the same name."""
    names: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    for one in find_secrets(text, rules, private=True):
        value = text[one.start : one.end]
        name = names.setdefault(value, f"[secret:{len(names) + 1}]")
        parts += [text[at : one.start], name]
        at = one.end
    return Redacted("".join([*parts, text[at:]]), {name: value for value, name in names.items()})
