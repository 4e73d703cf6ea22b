"""What was typed at a prompt, and how commands of ours are recognised in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LAST = re.compile(r"\bunstuck(?:\s+--debug)?\s+last(?=\s|$|[;|&)>])")
# Those that only show answers, alone on their line: after a pipe it is another command's output that they answer.
_OWN = re.compile(r"(?<![|&;\s])\s*\bunstuck(?:\s+--debug)?\s+(?:last|match|search|show|explain)(?:\s[^|&;]*)?$")
_RIGHT_PROMPT = re.compile(r"\s{3,}\S.*$")


@dataclass(frozen=True, slots=True)
class Hook:
    """What the shell's hook knows: the last command as it was typed, ours left out, and its exit status."""

    command: str = ""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class LastOutput:
    """What the last command wrote.

    `command` is as typed, empty where it is not known. `is_whole` says that the place where its output begins was
    found, `is_same_line` that it was typed on one line with `unstuck last`.
    """

    text: str
    command: str = ""
    is_whole: bool = False
    is_same_line: bool = False


def asks_for_last(line: str) -> int | None:
    """The column where `unstuck last` begins in a line of a screen, its last occurrence; None where it is not in it."""
    return max((found.start() for found in _LAST.finditer(line)), default=None)


def is_own(typed: str) -> bool:
    """Whether what was typed, with or without its prompt, is a command of ours that shows answers."""
    return bool(_OWN.search(typed))


def without_right_prompt(typed: str) -> str:
    """What was typed, without what a shell shows at the right edge."""
    return _RIGHT_PROMPT.sub("", typed.strip())
