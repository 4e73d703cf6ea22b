"""Strict YAML to a tree with places, built from the parser's events.

Nothing is constructed that the author did not write: no aliases, no tags, no merge keys, no dates from `12:30`.
What YAML 1.1 would read as something else than the text on the page is kept as text, with what it would become
in `Scalar.reads_as`, so that the reader of a field can accept or refuse it. Building from events rather than with
a loader keeps every fault a trap with a place (the loaders leak ValueError, AttributeError and RecursionError).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from unstuck.article.source import Trap

MAX_DEPTH = 20
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_YAML_12_FLOAT = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+\Z")
_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value. `reads_as` is the YAML 1.1 type of a plain scalar: str, int, float, bool, null, timestamp, …"""

    text: str
    line: int
    column: int
    reads_as: str = "str"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the author's order, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class _Stop(Exception):  # noqa: N818  (a jump out of the recursion)
    """The rest of the text cannot be read; the trap says why."""

    def __init__(self, trap: Trap) -> None:
        self.trap = trap


def read_tree(text: str, first_line: int = 1) -> tuple[Node | None, list[Trap]]:
    """The tree of one YAML document, or None where there is none (or no way to read it), and the traps met."""
    traps: list[Trap] = []
    for number, line in enumerate(text.split("\n")):
        indent = re.match(r" *\t", line)
        if indent and line.strip():
            traps.append(Trap("yaml-tab", first_line + number, indent.end()))
    if traps:
        return None, traps
    try:
        events = _events(text, first_line)
        for event in events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                node = None if isinstance(event, yaml.StreamEndEvent) else _node(event, events, first_line, traps, 1)
                for rest in events:
                    if isinstance(rest, yaml.DocumentStartEvent):
                        raise _Stop(Trap("yaml-syntax", *_place(rest, first_line), ("a second document",)))
                return node, traps
    except _Stop as stop:
        traps.append(stop.trap)
    return None, traps


def _events(text: str, first_line: int) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = " ".join(part for part in (error.problem, error.context) if part)
        raise _Stop(Trap("yaml-syntax", first_line + line, column + 1, (problem,))) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0)
        problem = str(getattr(error, "reason", error))
        raise _Stop(Trap("yaml-syntax", first_line + line, 1, (problem,))) from None
    except UnicodeEncodeError:
        raise _Stop(Trap("yaml-syntax", first_line, 1, ("a character that is not valid Unicode",))) from None


def _place(event: yaml.Event, first_line: int) -> tuple[int, int]:
    mark = event.start_mark
    return (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)


def _node(event: yaml.Event, events: Iterator[yaml.Event], first_line: int, traps: list[Trap], depth: int) -> Node:
    line, column = _place(event, first_line)
    anchor = getattr(event, "anchor", None)
    if anchor is not None:
        raise _Stop(Trap("yaml-alias", line, column, (str(anchor),)))
    if depth > MAX_DEPTH:
        raise _Stop(Trap("yaml-depth", line, column, (str(MAX_DEPTH),)))
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        traps.append(Trap("yaml-tag", line, column, (str(tag),)))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, line, column, traps)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            items.append(_node(item, events, first_line, traps, depth + 1))
        return Sequence(tuple(items), line, column)
    entries: dict[str, tuple[Scalar, Node]] = {}
    for start in events:
        if isinstance(start, yaml.MappingEndEvent):
            break
        key = _node(start, events, first_line, traps, depth + 1)
        value = _node(next(events), events, first_line, traps, depth + 1)
        if not isinstance(key, Scalar):
            traps.append(Trap("yaml-syntax", key.line, key.column, ("a key that is not a word",)))
        elif key.text in entries:
            traps.append(Trap("duplicate-key", key.line, key.column, (key.text, str(entries[key.text][0].line))))
        elif key.text == "<<":
            traps.append(Trap("yaml-alias", key.line, key.column, ("<<",)))
        else:
            entries[key.text] = (key, value)
    return Mapping(tuple(entries.values()), line, column)


def _scalar(event: yaml.ScalarEvent, line: int, column: int, traps: list[Trap]) -> Scalar:
    text: str = event.value
    bad = _BAD_CHARACTER.search(text)
    if bad:
        problem = f"an escape for U+{ord(bad.group()):04X}, a character that no text may hold"
        traps.append(Trap("yaml-syntax", line, column, (problem,)))
        text = _BAD_CHARACTER.sub("\ufffd", text)
    return Scalar(text, line, column, "str" if event.style else _reads_as(text))


def _reads_as(text: str) -> str:
    """The type that YAML 1.1 gives a plain scalar (or YAML 1.2, for `1e3`)."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "float" if _YAML_12_FLOAT.match(text) else "str"
