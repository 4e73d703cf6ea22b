"""A message as a typed template that matches it with the captures that were meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from unstuck.proposal.messages import Message
from unstuck.proposal.names import name_of
from unstuck.proposal.value import Value, holds
from unstuck.proposal.values import find_values
from unstuck_search.rules import Rules
from unstuck_search.signatures.template import TYPES, TemplateError, escape, parse

LONGEST = 320  # characters of a message that are quoted
_CLAUSE = re.compile(r": (?=[^ ])")
_COMMA = re.compile(r"[,;] |[\"'`], [\"'`]")
_STOP = re.compile(r"[.,;:!?]*")
_A_LIST = 3  # values
_MAX_NAME = 38  # so that a number fits behind it


class Proposed(NamedTuple):
    """One line of a signature: its template, the message it was made of, and what its variable parts hold."""

    template: str
    message: Message
    captures: tuple[tuple[str, str], ...]


def propose_template(message: Message, rules: Rules, taken: Collection[str] = (), *, literal: bool = False) -> Proposed:
    """The template of a message, with names that are not taken.

    With `literal`, single words stay as they are, so that more of the message tells.

    Raises:
        TemplateError: no template would match the message.
    """
    message = _shortened(message)
    values = find_values(message.text)
    if literal:
        values = [value for value in values if value.type not in ("word", "rest") or "[secret:" in message.text]
    values = _spoken(message, _without_lists(message.text, values), rules)
    while True:
        proposed = _write(message, values, taken)
        wrong = _wrong(proposed, values)
        if not wrong:
            return proposed
        if not values:
            raise TemplateError("no template matches the line", 1)
        values = [value for number, value in enumerate(values) if number not in wrong]


def _without_lists(text: str, values: Sequence[Value]) -> list[Value]:
    """The values, those of a list (three or more of a type with commas between) as one."""
    found: list[Value] = []
    at = 0
    while at < len(values):
        end = at + 1
        while (
            end < len(values)
            and values[end].type == values[at].type
            and _COMMA.fullmatch(text, values[end - 1].end, values[end].start)
        ):
            end += 1
        first = values[at]
        if end - at >= _A_LIST:
            name = first.name or name_of(text, first.start, first.end, first.type)
            found.append(Value(first.start, values[end - 1].end, "rest", f"{name.removesuffix('s')}s"))
        else:
            found += values[at:end]
        at = end
    return found


def _spoken(message: Message, values: Sequence[Value], rules: Rules) -> list[Value]:
    """The values, and gaps without a name where the message holds invisible characters, which nobody could type."""
    hidden = [Value(*found.span(), "rest", "-") for found in re.finditer(f"(?:{rules.hidden.pattern})+", message.text)]
    free = [one for one in values if not any(gap.start < one.end and one.start < gap.end for gap in hidden)]
    return sorted([*free, *hidden])


def _shortened(message: Message) -> Message:
    """The message without its first clauses, or cut at a word, where it is too long: what is wrong is said last."""
    if message.end - message.start <= LONGEST:
        return message
    text = message.text
    starts = [found.end() for found in _CLAUSE.finditer(text) if len(text) - found.end() <= LONGEST]
    if starts and len(text) - starts[0] >= LONGEST // 4:
        return message._replace(start=message.start + starts[0])
    end = text.rfind(" ", LONGEST // 2, LONGEST)
    return message._replace(end=message.start + (end if end > 0 else LONGEST))


def _write(message: Message, values: Sequence[Value], taken: Collection[str]) -> Proposed:
    text = message.text
    names: set[str] = set(taken)
    parts: list[str] = []
    captures: list[tuple[str, str]] = []
    at = 0
    for value in values:
        parts.append(escape(text[at : value.start]))
        at = value.end
        if value.name == "-":
            parts.append("{}")
            continue
        held = text[value.start : value.end]
        name = (value.name or name_of(text, value.start, value.end, value.type))[:_MAX_NAME]
        kind = name if value.type == "word" and name in TYPES and holds(name, held) else value.type
        name = _free(name, names)
        names.add(name)
        parts.append(f"{{{name}}}" if kind == (name if name in TYPES else "word") else f"{{{name}:{kind}}}")
        captures.append((name, held))
    tail = text[at:]
    # A value at the end of a template ends before punctuation by itself; one before a dot may end at its own first dot.
    parts.append("" if values and _STOP.fullmatch(tail) else escape(tail))
    return Proposed("".join(parts), message, tuple(captures))


def _free(name: str, taken: Collection[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}{number}"
    return free


def _wrong(proposed: Proposed, values: Sequence[Value]) -> set[int]:
    """The places of the values that do not come out as they were meant; the last one where none of the line matches."""
    named = [number for number, value in enumerate(values) if value.name != "-"]
    last = {(named or [len(values) - 1])[-1]}
    line = proposed.message.line
    try:
        found = parse(proposed.template).find(line.text, line.folded)
    except TemplateError:
        return last
    if found is None:
        return last
    captured = dict(found.captures)
    return {
        number
        for number, (name, held) in zip(named, proposed.captures, strict=True)
        # What stands for a secret ends with a bracket, which the end of a template takes for punctuation.
        if captured[name] not in (held, held.removesuffix("]"))
    }
