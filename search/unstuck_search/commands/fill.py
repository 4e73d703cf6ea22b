"""Values in commands: what is written in place of a placeholder, and what is not.

Quoting cannot be right for unknown nesting, so a value is written only where it cannot be anything but data:

1. A value of its type's allow-list is harmless in every language. It may be written anywhere but where it would name
   what is run, or would let a destructive command reach too far.
2. Any other value is written only as one whole word at the top level of shell code, in single quotes that mean the same
   in bash, dash, zsh and fish, and only where the command takes words as data.
3. Inside code of another language, only numbers and dotted names are written.

Else the placeholder stays, and the value is reported with the reason. `browser/fill.js` is the twin;
`vectors/fill-1.json` holds both to the same results.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from unstuck_search.commands.command_context import PROGRAM, Context, text_names_program, word_context
from unstuck_search.commands.shell_words import (
    ShellToken,
    UnreadableError,
    command_words,
    read_tokens,
    redirection_of,
    words_after,
)
from unstuck_search.rules import FillRules

_FISH_ESCAPE = re.compile(r"\\(?:[\\']|$)")
_OPENING = re.compile(r"^\$?['\"]")


class Reason(StrEnum):
    """Why a placeholder was not filled."""

    NO_VALUE = "no-value"
    HIDDEN = "hidden-characters"
    NEEDS_QUOTES = "needs-quotes"
    NAMES_PROGRAM = "names-program"
    CODE = "code"
    DESTRUCTIVE = "destructive"
    OVERWRITES = "overwrites"


class Value(NamedTuple):
    """A value for a placeholder; `type` is the one of the capture it comes from (`word` where it comes from none)."""

    text: str
    type: str = "word"


class CommandPart(NamedTuple):
    """A piece of a filled command. `name` is the placeholder that it was or still is; empty for the author's text."""

    text: str
    name: str = ""
    filled: bool = False


class Missing(NamedTuple):
    """A placeholder that stayed: its value (empty where there is none) and why it was not written."""

    name: str
    value: str
    reason: Reason


class Filled(NamedTuple):
    """A command with values in place of those placeholders that could be filled."""

    parts: tuple[CommandPart, ...]
    missing: tuple[Missing, ...]

    @property
    def text(self) -> str:
        """The command."""
        return "".join(part.text for part in self.parts)


def fill(code: str, language: str, values: Mapping[str, Value], rules: FillRules) -> Filled:
    """Fill the placeholders of a command.

    Args:
        code: the command as its author wrote it; marks such as `# VAR` are taken off.
        language: the language of the block, in lower case (empty where it has none).
        values: by the placeholder's name, in lower case.
        rules: the tables.
    """
    code = without_marks(code, rules)
    reader = _Reader(code, language, rules)
    parts: list[CommandPart] = []
    missing: dict[str, Missing] = {}
    at = 0
    for found in placeholders(code, language, rules):
        name = found[1]
        value = values.get(name.lower())
        written = _write(value, reader, found.start(), found.end()) if value else Reason.NO_VALUE
        if found.start() > at:
            parts.append(CommandPart(code[at : found.start()]))
        if isinstance(written, Reason):
            parts.append(CommandPart(found[0], name))
            missing.setdefault(name, Missing(name, value.text if value else "", written))
        else:
            parts.append(CommandPart(written, name, filled=True))
        at = found.end()
    if at < len(code):
        parts.append(CommandPart(code[at:]))
    return Filled(tuple(parts), tuple(missing.values()))


def without_marks(code: str, rules: FillRules) -> str:
    """The code without marks such as `# VAR`, with plain line ends."""
    lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(rules.var_mark.sub("", line) for line in lines)


def placeholders(code: str, language: str, rules: FillRules) -> list[re.Match[str]]:
    """The placeholders of a piece of code; macros such as `__FILE__` of C are none in C."""
    return [
        found
        for found in rules.placeholder.finditer(code)
        if not (language in rules.macro_languages and found[1] in rules.macros)
    ]


def is_allowed(value: Value, rules: FillRules) -> bool:
    """Whether a value is harmless in every language."""
    pattern = rules.allowed.get(value.type, rules.allowed["word"])
    return pattern.fullmatch(value.text) is not None and rules.never.search(value.text) is None


def is_inside_code(code: str, language: str, start: int, end: int, rules: FillRules) -> bool:
    """Whether the placeholder between two offsets is part of code that a command is given (`python -c`, `sh -c`)."""
    return _Reader(code, language, rules).place(start, end).context.code


class _Place(NamedTuple):
    """Where a placeholder occurs: its context, whether it is a whole bare word, and the shell code before it inside its
    word."""

    context: Context
    whole: bool = False
    inner: str = ""
    overwrites: bool = False


def _write(value: Value, reader: _Reader, start: int, end: int) -> str | Reason:
    """The value as it is to be written, or why it is not."""
    rules = reader.rules
    if rules.hidden.search(value.text) or "\n" in value.text or "\t" in value.text or len(value.text) > rules.max_value:
        return Reason.HIDDEN
    place = reader.place(start, end)
    context = place.context
    if place.overwrites:
        return Reason.OVERWRITES
    if context.program or (context.shell_code and text_names_program(place.inner, rules)):
        return Reason.NAMES_PROGRAM
    if context.code and not context.shell_code and rules.plain.fullmatch(value.text) is None:
        return Reason.CODE
    # `rm -rf /__X__` completes a path that begins at the root.
    root = "/" if place.inner.rpartition("=")[2] == "/" else ""
    if context.destructive and rules.protected.search(root + value.text):
        return Reason.DESTRUCTIVE
    if is_allowed(value, rules):
        return value.text
    if not (place.whole and context.quotable and rules.quoted.fullmatch(value.text)):
        return Reason.NEEDS_QUOTES
    if _FISH_ESCAPE.search(value.text):
        return Reason.NEEDS_QUOTES  # fish reads a backslash before a quote or backslash as an escape
    return "'" + value.text.replace("'", "'\\''") + "'"


class _Reader:
    """Reads one block of code once, for all of its placeholders."""

    def __init__(self, code: str, language: str, rules: FillRules) -> None:
        self.code = code
        self.language = language
        self.rules = rules

    @functools.cached_property
    def tokens(self) -> list[ShellToken] | None:
        """The tokens of shell code; None where it cannot be read. Most commands have no value to place, and are not."""
        return _tokens(self.code, self.language, self.rules)

    def place(self, start: int, end: int) -> _Place:
        """Where the placeholder between two offsets occurs."""
        if len(self.code) > self.rules.max_code:
            return _Place(PROGRAM)
        if self.language in self.rules.shell_languages:
            if self.tokens is not None:
                return _shell_place(self.code, self.tokens, start, end, self.rules)
            return self._place_in_line(start, end)
        before = _line_before(self.code, start)
        if self.language in self.rules.docker_languages:
            return self._place_in_dockerfile(start)
        if self.language in self.rules.command_languages:
            return _program_if(text_names_program(before, self.rules))
        if self.language in self.rules.data_languages:
            return self._place_in_data(start, before)
        quoted = _open_quote(before)
        runs = self.rules.run_calls.search(before) is not None
        return _Place(Context(program=runs and quoted, code=True) if runs or not quoted else Context())

    def _place_in_line(self, start: int, end: int) -> _Place:
        """In code that cannot be read as a whole: only its own line is read, and nothing is quoted."""
        begin = self.code.rfind("\n", 0, start) + 1
        while begin > 1 and self.code[begin - 2] == "\\":
            begin = self.code.rfind("\n", 0, begin - 1) + 1
        stop = self.code.find("\n", end)
        line = self.code[begin : len(self.code) if stop < 0 else stop]
        tokens = _tokens(line, self.language, self.rules)
        if tokens is None:
            return _Place(PROGRAM)
        place = _shell_place(line, tokens, start - begin, end - begin, self.rules)
        return _Place(place.context, False, place.inner, place.overwrites)

    def _place_in_dockerfile(self, start: int) -> _Place:
        """`RUN` and the like hold shell code or a list of words; other instructions hold data."""
        instructions = list(self.rules.docker_run.finditer(self.code, 0, start))
        if not instructions:
            return _Place(Context())
        text = self.code[instructions[-1].end() : start]
        here = "<<" in text
        if not here and any(not line.rstrip(" \t").endswith("\\") for line in text.split("\n")[:-1]):
            return _Place(Context())  # the instruction ended on a line above
        if here or text.lstrip(" \t").startswith("["):
            return _Place(PROGRAM)
        return _program_if(text_names_program(text.replace("\\\n", " "), self.rules))

    def _place_in_data(self, start: int, before: str) -> _Place:
        """Values of keys that are run (`command:`, `run:`, `ExecStart=`) are shell code; all others are data."""
        key = self.rules.run_keys.search(before)
        if key is None and self.language in self.rules.yaml_languages:
            key = self._run_key_above(start, before)
            before = before.lstrip(" -")
        elif key is not None:
            before = before[key.end() :]
        return _program_if(key is not None and text_names_program(before.lstrip("[ \"'|>-,"), self.rules))

    def _run_key_above(self, start: int, before: str) -> re.Match[str] | None:
        """The key that is run and that the lines of a YAML block belong to, if any."""
        indent = len(before) - len(before.lstrip(" "))
        for line in reversed(self.code[: start - len(before)].split("\n")):
            depth = len(line) - len(line.lstrip(" "))
            if not line.strip(" \t") or depth > indent or (depth == indent and not line.rstrip(" \t").endswith(":")):
                continue
            key = self.rules.run_keys.search(line)
            if key is not None:
                return key
            indent = min(indent, depth)
        return None


def _program_if(program: bool) -> _Place:
    return _Place(PROGRAM if program else Context())


def _tokens(code: str, language: str, rules: FillRules) -> list[ShellToken] | None:
    try:
        return read_tokens(code, rules, session=language in rules.session_languages)
    except UnreadableError:
        return None


def _shell_place(code: str, tokens: Sequence[ShellToken], start: int, end: int, rules: FillRules) -> _Place:
    number = next((at for at, token in enumerate(tokens) if token.start <= start and end <= token.end), -1)
    if number < 0 or tokens[number].kind in ("operator", "redirection"):
        return _Place(PROGRAM)
    token = tokens[number]
    if token.kind == "comment":
        return _Place(Context())
    if token.kind == "heredoc":
        return _heredoc_place(code, tokens, token, start, rules)
    own = code[token.start : start]
    redirection = redirection_of(code, tokens, number)
    if ">" in redirection:
        return _Place(Context(), overwrites=True)
    inside = _substitution(own)
    if inside is not None:
        return _program_if(text_names_program(inside, rules))
    words = command_words(code, tokens, number)
    context = word_context(words, own, words_after(code, tokens, number), rules)
    if redirection and (not words or word_context(words, "", (), rules).program):
        return _Place(PROGRAM)  # `bash < FILE` runs what it reads
    whole = start == token.start and end == token.end
    return _Place(context, whole, _OPENING.sub("", own))


def _heredoc_place(code: str, tokens: Sequence[ShellToken], token: ShellToken, start: int, rules: FillRules) -> _Place:
    """The text of a here-document is data for commands that only copy it, and code for all others."""
    words = command_words(code, tokens, token.owner) or words_after(code, tokens, token.owner)
    if words[:1] == ["sudo"]:
        words = words[1:]
    line = code[tokens[token.owner].start : code.index("\n", tokens[token.owner].start)]
    if not words or words[0] not in rules.copy_input or "|" in line:
        return _Place(PROGRAM)
    inside = _substitution(code[token.start : start])
    return _program_if(inside is not None and text_names_program(inside, rules))


def _substitution(own: str) -> str | None:
    """What a word holds between the last `$(` or backtick that is still open and its end; None where none is."""
    opened = own.rfind("$(")
    if opened >= 0 and own.count("(", opened) > own.count(")", opened):
        return own[opened + 2 :]
    if own.count("`") % 2:
        return own[own.rfind("`") + 1 :]
    return None


def _line_before(code: str, start: int) -> str:
    return code[code.rfind("\n", 0, start) + 1 : start]


def _open_quote(before: str) -> bool:
    """Whether a line of code ends inside a string."""
    quote = ""
    at = 0
    while at < len(before):
        char = before[at]
        if char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"`":
            quote = char
        at += 1
    return bool(quote)
