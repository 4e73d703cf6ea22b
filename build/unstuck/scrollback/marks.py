"""Prompts and outputs by OSC 133 marks: A prompt, B what is typed, C output, D end and exit status.

A terminal that gives marks back may leave some out: kitty gives A and C. The marks are by FinalTerm; what terminals
made of them is described in "Semantic prompts" by Per Bothner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from unstuck.scrollback.typed import asks_for_last, is_own, without_right_prompt
from unstuck_search.rules import load_rules

_MARK = re.compile(r"\x1b\]133;([ABCD])([^\x07\x1b]{0,2000})(?:\x07|\x1b\\)")


@dataclass(frozen=True, slots=True)
class MarkedOutput:
    """The output that marks enclose. `is_running`: it has no end, so its command is the one we are part of; `nested`:
    it holds `unstuck last` itself, so it is the session of a shell that makes no marks."""

    text: str
    command: str
    is_running: bool = False
    nested: bool = False


def by_marks(text: str) -> MarkedOutput | None:
    """The last output in a text; None where it has no mark before an output."""
    outputs = _outputs(text)
    if not outputs:
        return None
    ours = asks_for_last(outputs[-1].command) or 0
    prompt = outputs[-1].command[:ours]  # empty where marks B cut prompts off
    for output in reversed(outputs):
        if output.is_running and not output.text.strip():
            continue  # that of `unstuck last`, which has written nothing yet
        if not output.is_running and is_own(output.command):
            continue
        return replace(output, command=output.command.removeprefix(prompt))
    return MarkedOutput("", "")


def _outputs(text: str) -> list[MarkedOutput]:
    outputs: list[MarkedOutput] = []
    typed_from: int | None = None
    typed_to: int | None = None
    has_prompt = False
    started: int | None = None
    command = ""
    for mark in _MARK.finditer(text):
        kind = mark[1]
        if kind in "AD" and "k=s" in mark[2]:
            typed_to = typed_to or mark.start()  # a prompt for a further line of the same command
            continue
        if kind in "AD" and started is not None:
            outputs.append(MarkedOutput(text[started : mark.start()], command))
            started = None
        if kind in "AB":
            typed_from, typed_to, has_prompt = mark.end(), None, kind == "A"
        elif kind == "C" and started is None:
            typed = text[typed_from : typed_to or mark.start()] if typed_from is not None else ""
            command = _command(typed, has_prompt=has_prompt)
            started = mark.end()
    if started is not None:
        rest = text[started:]
        nested = any(asks_for_last(line) is not None for line in rest.splitlines())
        outputs.append(MarkedOutput(rest, command, is_running=True, nested=nested))
    return outputs


def _command(typed: str, *, has_prompt: bool) -> str:
    """The first line of what was typed. Without a mark B the prompt is still before it, and may have lines above."""
    lines = load_rules().ansi.sub("", typed).split("\n")
    shown = [without_right_prompt(line) for line in lines if line.strip()]
    return shown[-1 if has_prompt else 0] if shown else ""
