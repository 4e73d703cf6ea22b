"""`unstuck match`: an error to its article."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from unstuck.cli.machine import platform
from unstuck.cli.options import cache_option
from unstuck.cli.progress import bar
from unstuck.errors import UnstuckError, UsageError

MAX_BYTES = 128 * 1024 * 1024


@click.command("match")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option(
    "--kb",
    multiple=True,
    metavar="DIR|URL",
    help="The knowledge base to ask, a folder or a published site; several are asked in this order until one matches "
    "(default: the nearest, else the starter KB).",
)
@click.option("--offline", is_flag=True, help="Use no network: answer from the cached copy of a published site.")
@click.option(
    "--batch", metavar="FILE|-", help='Read one {"id", "text"} JSON object per line, write one answer per line.'
)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@cache_option()
def command(
    file: str = "-",
    kb: tuple[str, ...] = (),
    offline: bool = False,
    batch: str | None = None,
    form: str = "text",
    cache: str | None = None,
) -> int:
    """Find the article for an error in FILE or on standard input.

    Exit status: 0 found (a match, or a most likely article), 1 not, 2 error.
    """
    from unstuck.lookup.answer_json import answer_json
    from unstuck.remote.answer_sources import ask, open_sources
    from unstuck.terminal.answer import answer_page
    from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write

    if file == "-" and batch is None and sys.stdin.isatty():
        click.echo("Paste the error, then press Ctrl-D.", err=True)
    with bar() as watch:
        sources = open_sources(kb, cache, offline=offline, warn=_warn, watch=watch)
    if batch is not None:
        for identity, text in _batch(batch):
            started = time.perf_counter()
            answer, source = ask(sources, text)
            elapsed = (time.perf_counter() - started) * 1000
            line = answer_json(answer, source.answers.articles, identity, elapsed)
            line |= {"kb": source.name} if len(sources) > 1 else {}
            write(json_text(line) + "\n")
        return 0
    text = read_paste(file).decode("utf-8", "replace")
    answer, source = ask(sources, text)
    if answer.verdict != "match":
        _keep_gap(text)
    status = 0 if answer.verdict == "match" or answer.likely else 1
    if form != "text":
        data = answer_json(answer, source.answers.articles) | ({"kb": source.name} if len(sources) > 1 else {})
        write(json_text(data, indent=1 if form == "json" else None) + "\n")
        return status
    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    write(answer_page(answer, source.answers.articles, builder, source.description, source.site, platform()))
    return status


def _warn(text: str) -> None:
    from unstuck.terminal.text import safe

    click.echo(f"unstuck: {safe(text)}", err=True)


def _keep_gap(text: str) -> None:
    """Remember a paste that found nothing, where the user asked for that."""
    from unstuck.lookup.gaps import keep, may_keep, state_folder

    folder = state_folder()
    if may_keep(folder):
        with contextlib.suppress(UnstuckError):
            keep(text, folder)


def _open(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None


def read_paste(file: str) -> bytes:
    """The bytes of a file, or of standard input where it is called `-`.

    Raises:
        UsageError: it cannot be read.
    """
    with _open(file) as stream:
        try:
            return stream.read(MAX_BYTES)
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror}") from None


def _batch(file: str) -> Iterator[tuple[object, str]]:
    with _open(file) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                one = json.loads(line)
                text = one["text"]
                if not isinstance(text, str):
                    raise TypeError
            except (ValueError, KeyError, TypeError, RecursionError):
                name = "standard input" if file == "-" else file
                raise UsageError(f'{name}: line {number} is not a JSON object with an "id" and a "text"') from None
            yield one.get("id"), text
