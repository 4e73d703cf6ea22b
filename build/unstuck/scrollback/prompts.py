"""Prompts and outputs by the looks of the lines; `last_output.py` says why so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from unstuck.scrollback.typed import Hook, LastOutput, asks_for_last, is_own, without_right_prompt

# What is looked at where no prompt is found.
TAIL_LINES = 200
_WRAPPED_LINES = 6
_WORDS = re.compile(r"[\w.~/\\@+-]+")


@dataclass(frozen=True)
class _Prompt:
    """What is before the typed text on a line. Unknown: empty."""

    text: str

    @cached_property
    def end(self) -> str:
        """Its last character, which says "type here": `$`, `%`, `#`, `>` or of the user's own."""
        return self.text.rstrip()[-1:]

    @cached_property
    def is_telling(self) -> bool:
        """Whether a line of output is unlikely to begin like this: `$ ` and `# ` do in many texts."""
        return any(character.isalnum() or ord(character) > 127 for character in self.text)

    def typed(self, line: str) -> str | None:
        """What was typed at a prompt like this; None where the line does not begin with one.

        Alike are prompts of one shape: words, numbers and paths in the same places between the same signs.
        """
        shown = self.text.rstrip()
        if not shown:
            return None
        if line.startswith(shown) and (line == shown or shown == self.text or line[len(shown)].isspace()):
            return line[len(shown) :].strip()
        at = line.find(self.end) if self.is_telling else -1
        for _ in range(4):
            if at < 0:
                break
            after = line[at + 1 : at + 2]
            if (not after or after.isspace()) and _shape(line[: at + 1]) == _shape(shown):
                return line[at + 1 :].strip()
            at = line.find(self.end, at + 1)
        return None


def _shape(prompt: str) -> str:
    return _WORDS.sub("w", prompt)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A command's place: its first line, the line after its last, and the command."""

    start: int
    end: int
    command: str


def by_prompts(text: str, hook: Hook) -> LastOutput:
    """The last output in a text without control sequences, oldest line first."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    ours, prompt = _our_line(lines)
    below = "\n".join(lines[ours.end :])
    if below.strip():
        return LastOutput(below, ours.command, is_whole=True, is_same_line=True)
    end = ours.start
    while (typed := _command_above(lines, end, prompt, hook)) is not None:
        output = "\n".join(lines[typed.end : end])
        if not is_own(typed.command) and (typed.command or output.strip()):
            return LastOutput(output, typed.command, is_whole=True)
        end = typed.start
    return LastOutput("\n".join(lines[:end][-TAIL_LINES:]), hook.command)


def _our_line(lines: list[str]) -> tuple[_Typed, _Prompt]:
    """Where `unstuck last` was typed, and the prompt before it. An alias hides the words: then, and where an earlier
    one is found instead, it is the last line that has the same prompt; else the end of the text."""
    width = max(map(len, lines), default=0)
    for start in range(len(lines) - 1, -1, -1):
        end, line = start + 1, lines[start]
        column = asks_for_last(line)
        while column is None and end < min(len(lines), start + 3) and len(lines[end - 1]) == width:
            line += lines[end]
            end += 1
            column = asks_for_last(line)
        if column is None:
            continue
        before = line[:column]
        prompt = _Prompt(before)
        if prompt.is_telling:
            for later in range(len(lines) - 1, end - 1, -1):
                if prompt.typed(lines[later]) is not None:
                    return _Typed(later, later + 1, ""), prompt
        return _Typed(start, end, ""), prompt
    return _Typed(len(lines), len(lines), ""), _Prompt("")


def _command_above(lines: list[str], end: int, prompt: _Prompt, hook: Hook) -> _Typed | None:
    """The lowest command above a line."""
    for start in range(end - 1, -1, -1):
        after = _after_command(lines, start, end, prompt, hook.command)
        if after is not None:
            return _Typed(start, after, hook.command)
        if hook.command and not prompt.is_telling:
            continue
        typed = prompt.typed(lines[start])
        if typed is not None:
            return _Typed(start, start + 1, without_right_prompt(typed))
    return None


def _after_command(lines: list[str], start: int, end: int, prompt: _Prompt, command: str) -> int | None:
    """The line after a command that is known, where a prompt and the command begin at a line; wrapped lines count as
    one, and so do the lines of a command of several."""
    first, *others = (line.strip() for line in command.split("\n"))
    if not first:
        return None
    line, after = lines[start], start + 1
    if not _shows(line, first, prompt):
        at = line.find(first[:8])
        if at < 0 or not _may_be_prompt(line[:at].rstrip(), prompt):
            return None
        wanted, typed = _squeezed(first), _squeezed(line[at:])
        while typed != wanted:
            if not wanted.startswith(typed) or after == min(end, start + _WRAPPED_LINES):
                return None
            typed += _squeezed(lines[after])
            after += 1
    for other in others:
        if after < end and lines[after].endswith(other):
            after += 1
    return after


def _squeezed(text: str) -> str:
    """Without spaces: at the end of a line that was wrapped they are lost."""
    return "".join(text.split())


def _shows(line: str, command: str, prompt: _Prompt) -> bool:
    """Whether a line is a prompt and a command, and maybe what a shell shows at the right edge."""
    for at in {line.find(command), line.rfind(command)} - {-1}:
        before = line[:at].rstrip()
        rest = line[at + len(command) :]
        if (not rest or rest.startswith("   ")) and _may_be_prompt(before, prompt):
            return True
    return False


def _may_be_prompt(before: str, prompt: _Prompt) -> bool:
    if prompt.end:
        return before.endswith(prompt.end)
    return not before[-1:].isalnum() and bool(before)
