"""Strict YAML to a tree with places, built from the parser's events.

Nothing is constructed that the author did not write: no aliases, no tags, no merge keys, no dates from `12:30`.
What YAML 1.1 would read as something else than the text on the page is kept as text, with what it would become
in `Scalar.reads_as`, so that the reader of a field can accept or refuse it. Building from events rather than with
a loader makes every fault a finding with a place (the loaders leak ValueError, AttributeError and RecursionError).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from unstuck.article.yaml_rules import DUPLICATE_KEY, YAML_ALIAS, YAML_DEPTH, YAML_SYNTAX, YAML_TAB, YAML_TAG
from unstuck.finding import Finding, Placed, Span, related, report

MAX_DEPTH = 20
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
YAML_12_FLOAT = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+\Z")
_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers


@dataclass(frozen=True, slots=True)
class Scalar(Placed):
    """A value. `reads_as` is the YAML 1.1 type of a plain scalar: str, int, float, bool, null, timestamp, …"""

    text: str
    span: Span
    reads_as: str = "str"


@dataclass(frozen=True, slots=True)
class Sequence(Placed):
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping(Placed):
    """Keys and values in the author's order, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


class _UnreadableError(Exception):
    """The rest of the text cannot be read; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read_tree(text: str, first_line: int = 1) -> tuple[Node | None, list[Finding]]:
    """The tree of one YAML document, or None where there is none (or no way to read it), and what is wrong."""
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n")):
        indent = re.match(r" *\t", line)
        if indent and line.strip():
            findings.append(report(YAML_TAB, Span.within(first_line + number, indent.end(), 1)))
    if findings:
        return None, findings
    try:
        events = _events(text, first_line)
        for event in events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                node = None if isinstance(event, yaml.StreamEndEvent) else _node(event, events, first_line, findings, 1)
                for rest in events:
                    if isinstance(rest, yaml.DocumentStartEvent):
                        raise _UnreadableError(
                            report(YAML_SYNTAX, _span(rest, first_line), problem="a second document")
                        )
                return node, findings
    except _UnreadableError as error:
        findings.append(error.finding)
    return None, findings


def _events(text: str, first_line: int) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = " ".join(part for part in (error.problem, error.context) if part)
        raise _UnreadableError(report(YAML_SYNTAX, Span(first_line + line, column + 1), problem=problem)) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0)
        problem = str(getattr(error, "reason", error))
        raise _UnreadableError(report(YAML_SYNTAX, Span(first_line + line), problem=problem)) from None
    except UnicodeEncodeError:
        problem = "a character that is not valid Unicode"
        raise _UnreadableError(report(YAML_SYNTAX, Span(first_line), problem=problem)) from None


def _span(event: yaml.Event, first_line: int) -> Span:
    start, end = event.start_mark, event.end_mark
    if not start or not end:
        return Span(first_line)
    return Span(first_line + start.line, start.column + 1, first_line + end.line, end.column + 1)


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], first_line: int, findings: list[Finding], depth: int
) -> Node:
    span = _span(event, first_line)
    anchor = getattr(event, "anchor", None)
    if anchor is not None:
        raise _UnreadableError(report(YAML_ALIAS, span, name=str(anchor)))
    if depth > MAX_DEPTH:
        raise _UnreadableError(report(YAML_DEPTH, span, most=MAX_DEPTH))
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        findings.append(report(YAML_TAG, span, tag=str(tag)))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, span, findings)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            items.append(_node(item, events, first_line, findings, depth + 1))
        return Sequence(tuple(items), span)
    entries: dict[str, tuple[Scalar, Node]] = {}
    for start in events:
        if isinstance(start, yaml.MappingEndEvent):
            break
        key = _node(start, events, first_line, findings, depth + 1)
        value = _node(next(events), events, first_line, findings, depth + 1)
        if not isinstance(key, Scalar):
            findings.append(report(YAML_SYNTAX, key, problem="a key that is not a word"))
        elif key.text in entries:
            first = entries[key.text][0]
            there = related(first, "The first one is here")
            findings.append(report(DUPLICATE_KEY, key, key=key.text, first=str(first.line), related=(there,)))
        elif key.text == "<<":
            findings.append(report(YAML_ALIAS, key, name="<<"))
        else:
            entries[key.text] = (key, value)
    return Mapping(tuple(entries.values()), span)


def _scalar(event: yaml.ScalarEvent, span: Span, findings: list[Finding]) -> Scalar:
    text: str = event.value
    bad = _BAD_CHARACTER.search(text)
    if bad:
        problem = f"an escape for U+{ord(bad.group()):04X}, a character that no text may hold"
        findings.append(report(YAML_SYNTAX, span, problem=problem))
        text = _BAD_CHARACTER.sub("\ufffd", text)
    return Scalar(text, span, "str" if event.style else _reads_as(text))


def _reads_as(text: str) -> str:
    """The type that YAML 1.1 gives a plain scalar (or YAML 1.2, for `1e3`)."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "float" if YAML_12_FLOAT.match(text) else "str"
