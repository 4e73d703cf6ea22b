"""A paste put to the knowledge bases, and its answer on standard output: what `match` and `last` share."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unstuck.cli.machine import platform
from unstuck.errors import UnstuckError

if TYPE_CHECKING:
    from unstuck.remote.answer_sources import AnswerSource


def answer_text(text: str, sources: Sequence[AnswerSource], form: str) -> int:
    """Print the answer to a paste as `text`, `json` or `jsonl`; returns the exit status."""
    from unstuck.lookup.answer_json import answer_json
    from unstuck.remote.answer_sources import ask
    from unstuck.terminal.answer import answer_page
    from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write

    answer, source = ask(sources, text)
    status = 0 if answer.verdict == "match" or answer.likely else 1
    if answer.verdict != "match":
        _keep_gap(text)
    if form != "text":
        data = answer_json(answer, source.answers.articles) | ({"kb": source.name} if len(sources) > 1 else {})
        write(json_text(data, indent=1 if form == "json" else None) + "\n")
        return status
    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    write(answer_page(answer, source.answers.articles, builder, source.description, source.site, platform()))
    return status


def _keep_gap(text: str) -> None:
    """Remember a paste that found nothing, where the user asked for that."""
    from unstuck.lookup.gaps import keep, may_keep, state_folder

    folder = state_folder()
    if may_keep(folder):
        with contextlib.suppress(UnstuckError):
            keep(text, folder)
