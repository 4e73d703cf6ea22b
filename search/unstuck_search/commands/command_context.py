"""What the next word of a command is: a program, code, an operand that a destructive command acts on, or plain data.

`sudo`, `env`, `ssh`, `docker exec` and the like are looked through with the help of the tables in `rules.json`. An
option that is not in the tables makes the answer uncertain, and an uncertain word is treated as the name of a program.
`browser/command_context.js` is the twin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from unstuck_search.rules import FillRules, Wrapper

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_VERSION = re.compile(r"[0-9][0-9.]*\Z")
_QUOTES = re.compile(r"['\"\\]")
_SPACES = re.compile(r"[ \t\r]+")
_SEPARATOR = re.compile(r"[;&|({`!\n]")


class Context(NamedTuple):
    """The part that a word plays in its command.

    `program`: it names what is run (or may do so). `code`: it is, or may become part of, code. `shell_code`: that code
    is shell code. `quotable`: the command takes the word as it is, so a quoted value is safe. `destructive`: what the
    word names may be lost.
    """

    program: bool = False
    code: bool = False
    shell_code: bool = False
    quotable: bool = False
    destructive: bool = False


PROGRAM = Context(program=True)


def word_context(words: Sequence[str], own: str, following: Sequence[str], rules: FillRules) -> Context:
    """The context of a word.

    Args:
        words: the words of its simple command before it, as written.
        own: its own text before the placeholder.
        following: the words behind it.
    """
    if rules.run_settings.search(own.rpartition("\n")[2]):
        return PROGRAM
    return _context(list(words), own, list(following), rules, remote=False)


def text_names_program(before: str, rules: FillRules) -> bool:
    """Whether the word behind some text, which is not read word by word, names a program or becomes code.

    The last command of the text counts; quotes are left out, as they do not change what a word means.
    """
    segment = _QUOTES.sub("", _SEPARATOR.split(before)[-1])
    *words, own = _SPACES.split(segment)
    words = [word for word in words if word]
    context = _context(words, own, [], rules, remote=False)
    return context.program or context.code


def _context(words: list[str], own: str, following: list[str], rules: FillRules, *, remote: bool) -> Context:
    at = 0
    while True:
        while at < len(words) and (_ASSIGNMENT.match(words[at]) or words[at] in rules.keywords):
            at += 1
        if at == len(words):
            return _at_command(own, remote=remote)
        wrapper, length = _wrapper(words, at, rules)
        if wrapper is None:
            return _of_command(words[at:], own, following, rules, remote=remote)
        skipped = _skip_options(words, at + length, wrapper)
        if skipped is None:
            return PROGRAM
        remote = remote or wrapper.remote
        at = skipped + wrapper.operands
        if at > len(words) or (at == len(words) and own.startswith("-")):
            return Context()  # the value of an option, or an operand of the wrapper itself


def _at_command(own: str, *, remote: bool) -> Context:
    """The first word of a command: a program, but for the value of an assignment and text inside its quotes."""
    if _ASSIGNMENT.match(own):
        return Context()
    # `ssh host "systemctl restart __X__"`: the rest of the command is in this word.
    inner = own[1:] if remote and own[:1] in ("'", '"') else ""
    return Context(code=True, shell_code=True) if inner.strip(" \t\n") else PROGRAM


def _of_command(words: list[str], own: str, following: list[str], rules: FillRules, *, remote: bool) -> Context:
    name, arguments = program_name(words[0]), words[1:]
    if not name or name in rules.run_their_operands:
        return PROGRAM
    previous = arguments[-1] if arguments else ""
    if rules.run_options.search(previous.rpartition("\n")[2]):
        return PROGRAM
    if name == "find":
        return _of_find(arguments, own, following, rules)
    if name in rules.interpreters:
        return _of_interpreter(rules.interpreters[name], arguments, own, is_shell=name in rules.shells)
    if name in rules.clients:
        return Context(code=_is_code_option(previous, rules.clients[name]) or own[:1] in ("'", '"'))
    if name in rules.filters:
        operands = any(not argument.startswith("-") for argument in arguments)
        return Context(code=not operands or previous.startswith("-") or own[:1] in ("'", '"'))
    if name in rules.evaluate:
        return Context(code=True, shell_code=True) if own.strip("'\" ") else PROGRAM
    if remote and _SEPARATOR.search(own):
        return Context(code=True, shell_code=True)
    destructive = _is_destructive(name, [*arguments, own, *following], rules)
    return Context(quotable=not remote and name not in rules.take_code, destructive=destructive)


def _of_find(arguments: list[str], own: str, following: list[str], rules: FillRules) -> Context:
    for at in range(len(arguments) - 1, -1, -1):
        if arguments[at] in rules.find_runs:
            return _context(arguments[at + 1 :], own, following, rules, remote=True)
    rest = [*arguments, *following]
    return Context(destructive="-delete" in rest or any(word in rules.find_runs for word in rest))


def _of_interpreter(code_options: str, arguments: list[str], own: str, *, is_shell: bool) -> Context:
    """The word after `-c` (in any group of letters) is code; without one, the first operand is a program."""
    previous = arguments[-1] if arguments else ""
    if own.startswith("-"):
        return PROGRAM  # `-mNAME`, `--require=FILE`
    if _is_code_option(previous, code_options):
        return Context(code=True, shell_code=is_shell)
    given = any(_is_code_option(argument, code_options) for argument in arguments)
    operands = any(not argument.startswith("-") for argument in arguments)
    return Context() if given or (operands and not previous.startswith("-")) else PROGRAM


def _is_code_option(word: str, letters: str) -> bool:
    if word.startswith("--"):
        return word[2:] in ("eval", "execute", "command", "print", "exec")
    return len(word) > 1 and word[0] == "-" and word[-1] in letters


def _is_destructive(name: str, words: list[str], rules: FillRules) -> bool:
    if name not in rules.destructive:
        return name.startswith("mkfs")
    needed = rules.destructive[name]
    return not needed or any(word.startswith(needed) for word in words)


def _wrapper(words: list[str], at: int, rules: FillRules) -> tuple[Wrapper | None, int]:
    """The wrapper that begins at a word, and how many words its name has (`docker compose run`: three)."""
    names = [program_name(words[at]), *words[at + 1 : at + 3]]
    for length in (3, 2, 1):
        wrapper = rules.wrappers.get(" ".join(names[:length])) if len(names) >= length else None
        if wrapper is not None:
            return wrapper, length
    return None, 0


def _skip_options(words: list[str], at: int, wrapper: Wrapper) -> int | None:
    """The place of the first operand; None where an option is not known, so that it may take the next word."""
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        word = words[at]
        at += 1
        if word == "--":
            break
        if word.startswith("--"):
            name, has_value, _ = word[2:].partition("=")
            if has_value or name in wrapper.long_flags:
                continue
            if name not in wrapper.long_valued:
                return None
            at += 1
            continue
        for place, letter in enumerate(word[1:], 1):
            if letter in wrapper.valued:
                at += place == len(word) - 1
                break
            if letter not in wrapper.flags:
                return None
    return at


def program_name(word: str) -> str:
    """A program without its folder and version (`/usr/bin/python3.11` is `python`); nothing for a word that varies."""
    bare = _QUOTES.sub("", word)
    if "$" in bare or "`" in bare or "__" in bare:
        return ""
    return _VERSION.sub("", bare.rpartition("/")[2]) or bare
