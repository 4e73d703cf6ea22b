"""`unstuck match`: an error to its article."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

import click

from unstuck.cli.answering import answer_text
from unstuck.cli.options import cache_option, kbs_option, offline_option, open_input, read_input, warn
from unstuck.cli.progress import bar
from unstuck.errors import UsageError


@click.command("match")
@click.argument("file", default="-", metavar="[FILE|-]")
@kbs_option()
@offline_option()
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
    from unstuck.terminal.text import json_text, write

    if file == "-" and batch is None and sys.stdin.isatty():
        click.echo("Paste the error, then press Ctrl-D.", err=True)
    with bar() as watch:
        sources = open_sources(kb, cache, offline=offline, warn=warn, watch=watch)
    if batch is not None:
        for identity, text in _batch(batch):
            started = time.perf_counter()
            answer, source = ask(sources, text)
            elapsed = (time.perf_counter() - started) * 1000
            line = answer_json(answer, source.answers.articles, identity, elapsed)
            line |= {"kb": source.name} if len(sources) > 1 else {}
            write(json_text(line) + "\n")
        return 0
    return answer_text(read_input(file).decode("utf-8", "replace"), sources, form)


def _batch(file: str) -> Iterator[tuple[object, str]]:
    with open_input(file) as stream:
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
