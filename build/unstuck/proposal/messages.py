"""What a line itself says: without what a log puts before it, or the value of its message where the line is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from unstuck_search.index.weights import size_step, word_weight
from unstuck_search.lines.kinds import ERROR, INFO, PLAIN, kind, tokens
from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules

_PLACE = re.compile(r"[0-9A-Za-z_./\\-]+\.[A-Za-z]{1,4}[:(][0-9]+(?:[:,][0-9]+)?\)?: ")
_CODE = re.compile(r"\[(?:Errno|WinError|SSL|SQLSTATE|[A-Z]{1,10}[0-9]{2,6})\b")
# What servers write before a message besides time and level: process and thread, times of the kernel, names of logs.
_LOG_PREFIX = re.compile(
    r"(?:[0-9]+#[0-9]+: (?:\*[0-9]+ )?|(?:UTC|GMT|CET|CEST) +|[0-9]+ --- \[[^\]]*\] [^ ]+ +: "
    r"|[0-9A-Za-z_.-]+\[[0-9]+\]: |[│╷╵|] +|[0-9]+\.[0-9]{1,3} (?=[A-Za-z*])"
    r"|[a-z][a-z0-9-]*-[0-9a-f]{8,10}-[a-z0-9]{5} +"
    r"|[^ :]*\bld(?:\.[a-z]+)?: |[^ ]+:\(\.[a-z.]+\+0x[0-9a-f]+\): "
    r"|(?:Error|ERROR|FATAL): (?=[a-z][a-z0-9_]*(?:\.[a-zA-Z][A-Za-z0-9_$]*)+(?:Error|Exception))"
    r"|Caused by: |Exception in thread \"[^\"]*\" )"
)
# The value of a message in a line of JSON or of `key=value` pairs; quotation marks in it are escaped.
_FIELD = re.compile(r"(?:\"(?:msg|message|error|err)\" ?: ?|\b(?:msg|message|error|err)=)\"((?:[^\"\\]|\\.){4,2000})\"")
_DATA = re.compile(r"\{ ?\"|(?:time|ts|level|lvl)=")
_LEVEL = re.compile(r"\b(?:error|fatal|emerg|alert|crit|critical|panic|severe)\b", re.IGNORECASE)
_TOOL = re.compile(r"npm (?:ERR!|error) ")  # on each of its lines, also on those that only go on
_EVERY_SIZE = size_step(1)


class Message(NamedTuple):
    """What a line says by itself: `line.text[start:end]`; `place` is the line's among the lines of the paste."""

    line: Line
    place: int
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]


def read_message(lines: Sequence[Line], place: int, rules: Rules) -> Message:
    """The message of the line at a place."""
    line = lines[place]
    if _DATA.match(line.text):
        field = _FIELD.search(line.text)
        if field:
            return Message(line, place, *field.span(1))
    return Message(line, place, _start(line.text, rules), len(line.text))


def _start(text: str, rules: Rules) -> int:
    """Where a message begins. Unlike what the matcher leaves out, the file that a compiler names is a part of it, and
    so is a code in brackets."""
    at = 0
    for _ in range(rules.limits.max_prefixes):
        rest = text[at : at + rules.limits.max_prefix_chars]
        if _CODE.match(rest) or (at == 0 and _PLACE.match(rest)):
            break
        found = _LOG_PREFIX.match(rest) or rules.prefix.match(rest)
        if not found or not found.end() or at + found.end() >= len(text):
            break
        at += found.end()
    return at


def message_bits(message: Message, values: Iterable[tuple[int, int]], rules: Rules) -> float:
    """The information in the words of a message, in bits, each word once; those within values (offsets into the
    message) do not count."""
    spans = [(message.start + start, message.start + end) for start, end in values]
    words = {
        token.word: None
        for token in tokens(message.line.folded, message.line.number, rules)
        if message.start <= token.start < message.end and not any(low <= token.start < high for low, high in spans)
    }
    return sum(word_weight(word, 1, _EVERY_SIZE, rules) for word in words)


def message_kind(message: Message, rules: Rules) -> int:
    """The kind of a line by its own message, or by the level that its prefix names."""
    tool = _TOOL.match(message.text)
    start = message.start + (tool.end() if tool else 0)
    own = message.line._replace(text=message.line.text[start:], folded=message.line.folded[start:])
    found = kind(own, rules)
    return ERROR if found in (PLAIN, INFO) and is_labelled(message) else found


def is_labelled(message: Message) -> bool:
    """Whether what a log puts before a message calls it an error."""
    return _LEVEL.search(message.line.text[: message.start]) is not None
