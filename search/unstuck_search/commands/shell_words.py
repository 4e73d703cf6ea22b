"""Shell code to words, operators, redirections, comments and here-documents, each with its place in the text.

The reader knows what bash, dash, zsh and fish have in common. Code that it cannot read for certain (an open quote, a
here-document inside a substitution) is unreadable: nothing is guessed. `browser/shell_words.js` is the twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from unstuck_search.rules import FillRules

_SPACE = " \t\r"
_OPERATOR = ";&|()\n"
_BREAKS_WORD = " \t\r\n;&|()<>"
_REDIRECTION = re.compile(r"<<<|<<-?|<>|<&|>>|>\||>&|&>>|&>|<|>")
_CASE = re.compile(r"case[ \t\n]")
_HERE = re.compile(r"[ \t]*(['\"]?)\\?([A-Za-z_][A-Za-z0-9_]*)\1")


class UnreadableError(Exception):
    """The code is not shell code that can be read for certain."""


class ShellToken(NamedTuple):
    """A piece of shell code. `kind` is `word`, `operator`, `redirection`, `comment` or `heredoc`.

    `start` and `end` are offsets into the code; `owner` is the number of the redirection of a here-document.
    """

    kind: str
    start: int
    end: int
    owner: int = -1


def read_tokens(code: str, rules: FillRules, *, session: bool) -> list[ShellToken]:
    """The tokens of shell code. In a `session`, lines begin with prompts (`#`, `%` and `>` among them).

    Raises:
        UnreadableError: a quote or bracket is open, or a construct is not known for certain.
    """
    tokens: list[ShellToken] = []
    pending: list[tuple[int, str]] = []
    at = 0
    while at < len(code):
        char = code[at]
        if at == 0 or code[at - 1] == "\n":
            prompt = _prompt_end(code, at, rules, session=session)
            if prompt > at:
                tokens.append(ShellToken("operator", at, prompt))
                at = prompt
                continue
        redirection = _REDIRECTION.match(code, at)
        if char in _SPACE:
            at += 1
        elif char == "\\" and code[at + 1 : at + 2] == "\n":
            at += 2
        elif redirection:
            at = redirection.end()
            tokens.append(ShellToken("redirection", redirection.start(), at))
            if redirection[0] in ("<<", "<<-"):
                here = _HERE.match(code, at)
                if not here:
                    raise UnreadableError
                pending.append((len(tokens) - 1, here[2]))
                at = here.end()
        elif char == "\n":
            tokens.append(ShellToken("operator", at, at + 1))
            at += 1
            for owner, name in pending:
                end, after = _here_document_end(code, at, name)
                tokens.append(ShellToken("heredoc", at, end, owner))
                at = after
            pending = []
        elif char in _OPERATOR:
            tokens.append(ShellToken("operator", at, at + 1))
            at += 1
        elif char == "#":
            end = code.find("\n", at)
            end = len(code) if end < 0 else end
            tokens.append(ShellToken("comment", at, end))
            at = end
        else:
            end = _word_end(code, at)
            tokens.append(ShellToken("word", at, end))
            at = end
    if pending:
        raise UnreadableError
    return tokens


def command_words(code: str, tokens: Sequence[ShellToken], number: int) -> list[str]:
    """The words of the simple command that token `number` belongs to, as written, up to that token.

    Redirections and their targets are left out.
    """
    start = number
    while start > 0 and tokens[start - 1].kind != "operator":
        start -= 1
    return list(_words_between(code, tokens, start, number))


def words_after(code: str, tokens: Sequence[ShellToken], number: int) -> list[str]:
    """The words of the simple command behind token `number`."""
    stop = number + 1
    while stop < len(tokens) and tokens[stop].kind != "operator":
        stop += 1
    return list(_words_between(code, tokens, number + 1, stop))


def redirection_of(code: str, tokens: Sequence[ShellToken], number: int) -> str:
    """The redirection that a word is the target of (`>`, `<<<` …), or nothing."""
    before = tokens[number - 1] if number else None
    return code[before.start : before.end] if before and before.kind == "redirection" else ""


def _words_between(code: str, tokens: Sequence[ShellToken], start: int, stop: int) -> Iterator[str]:
    for at in range(start, stop):
        if tokens[at].kind == "word" and not (at > start and tokens[at - 1].kind == "redirection"):
            yield code[tokens[at].start : tokens[at].end]


def _prompt_end(code: str, at: int, rules: FillRules, *, session: bool) -> int:
    line_end = code.find("\n", at)
    line = code[at : len(code) if line_end < 0 else line_end]
    found = rules.prompt.match(line) or (rules.session_prompt.match(line) if session else None)
    return at + found.end() if found else at


def _word_end(code: str, at: int) -> int:
    while at < len(code) and code[at] not in _BREAKS_WORD:
        at = _piece_end(code, at)
    return at


def _piece_end(code: str, at: int) -> int:
    """Where one character, quoted text or expansion ends."""
    char = code[at]
    if char == "\\":
        return min(at + 2, len(code))
    if char == "'":
        return _closing(code, at + 1, "'")
    if char == '"':
        return _double_end(code, at + 1)
    if char == "`":
        return _backtick_end(code, at + 1)
    if code.startswith("$'", at):
        return _ansi_end(code, at + 2)
    if code.startswith("$(", at):
        return _bracket_end(code, at + 2, ")")
    if code.startswith("${", at):
        return _bracket_end(code, at + 2, "}")
    return at + 1


def _closing(code: str, at: int, mark: str) -> int:
    found = code.find(mark, at)
    if found < 0:
        raise UnreadableError
    return found + len(mark)


def _ansi_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != "'":
        at += 2 if code[at] == "\\" else 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _double_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != '"':
        at = _piece_end(code, at) if code[at] in "\\`" or code.startswith(("$(", "${"), at) else at + 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _backtick_end(code: str, at: int) -> int:
    while at < len(code) and code[at] != "`":
        at += 2 if code[at] == "\\" else 1
    if at >= len(code):
        raise UnreadableError
    return at + 1


def _bracket_end(code: str, at: int, closing: str) -> int:
    """Where `$(…)` or `${…}` ends. What could hide a bracket makes it unreadable: `case`, here-documents, comments."""
    depth = 1
    while at < len(code):
        char = code[at]
        if code.startswith("<<", at) or (char == "#" and code[at - 1] in " \t\n;") or _CASE.match(code, at):
            raise UnreadableError
        if char == "(" and closing == ")":
            depth += 1
            at += 1
        elif char == closing:
            depth -= 1
            at += 1
            if depth == 0:
                return at
        else:
            at = _piece_end(code, at)
    raise UnreadableError


def _here_document_end(code: str, at: int, name: str) -> tuple[int, int]:
    """Where the text of a here-document ends, and where the code goes on after its last line."""
    start = at
    while at <= len(code):
        line_end = code.find("\n", at)
        line_end = len(code) if line_end < 0 else line_end
        if code[at:line_end].lstrip("\t") == name:
            return max(at, start), line_end
        at = line_end + 1
    raise UnreadableError
