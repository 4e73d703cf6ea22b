"""`unstuck run -- CMD…`: a command as it is, and the fix when it fails."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from collections import deque
from pathlib import Path

import click

from unstuck.cli.machine import platform
from unstuck.cli.options import cache_option, kb_option
from unstuck.cli.progress import bar
from unstuck.errors import UsageError

# What is kept of the output to look for an error in: an error that ends a command is near its end.
KEEP_BYTES = 4 * 1024 * 1024


@click.command("run", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- CMD…")
@kb_option()
@cache_option()
def command(words: tuple[str, ...], kb: str | None, cache: str | None) -> int:
    """Run a command with its output live and unchanged; when it fails, show the article for its error.

    The exit status is the command's own (128 and the signal's number where a signal ended it), 127 where there is no
    such command. The article goes to standard error.
    """
    status, output = _run(words)
    if status == 0 or output is None:
        return status
    from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
    from unstuck.terminal.answer import answer_page
    from unstuck.terminal.text import TextBuilder, wants_colour, width, write

    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    with bar() as watch:
        answers = open_match_index(knowledge_base, watch)
    answer = answers.matcher.match(output.decode("utf-8", "replace"))
    builder = TextBuilder(colour=wants_colour(sys.stderr), columns=width())
    builder.add(builder.style(f"{words[0]} ended with exit status {status}.", "dim"))
    builder.add()
    where = knowledge_base.describe(len(answers.articles))
    write(answer_page(answer, answers.articles, builder, where, platform=platform()), sys.stderr)
    return status


def _run(words: tuple[str, ...]) -> tuple[int, bytes | None]:
    """Run to the end; returns the exit status and the last of what it wrote to either stream (None: not started)."""
    targets = {"stdout": sys.stdout, "stderr": sys.stderr}
    ours: dict[int, int] = {}
    theirs: dict[str, int] = {}
    for name, stream in targets.items():
        # A terminal is answered with a terminal, so that colours and progress bars stay as they are.
        reading, writing = _terminal(stream.fileno()) if stream.isatty() else os.pipe()
        ours[reading] = stream.fileno()
        theirs[name] = writing
        stream.flush()
    try:
        child = subprocess.Popen(words, stdout=theirs["stdout"], stderr=theirs["stderr"])  # noqa: S603
    except OSError as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            click.echo(f"unstuck: {words[0]}: {error.strerror}", err=True)
            return 127 if isinstance(error, FileNotFoundError) else 126, None
        raise UsageError(f"{words[0]}: {error.strerror}") from None
    finally:
        for writing in theirs.values():
            os.close(writing)
    # Ctrl-C goes to the whole foreground group; the command decides what it means.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        kept = _pass_on(ours)
        status = child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return (128 - status if status < 0 else status), kept


def _terminal(like: int) -> tuple[int, int]:
    """A pseudo-terminal of the size of another terminal."""
    import fcntl
    import termios

    reading, writing = os.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, fcntl.ioctl(like, termios.TIOCGWINSZ, bytes(8)))
    return reading, writing


def _pass_on(streams: dict[int, int]) -> bytes:
    """Copy each stream to its target as it comes, keeping the last part of both together."""
    kept: deque[bytes] = deque()
    size = 0
    with selectors.DefaultSelector() as selector:
        for reading, writing in streams.items():
            selector.register(reading, selectors.EVENT_READ, writing)
        while selector.get_map():
            for key, _ in selector.select():
                try:
                    data = os.read(key.fd, 65536)
                except OSError:  # a pseudo-terminal whose other end is closed
                    data = b""
                if not data:
                    selector.unregister(key.fd)
                    os.close(key.fd)
                    continue
                view = memoryview(data)
                while view:
                    view = view[os.write(key.data, view) :]
                kept.append(data)
                size += len(data)
                while size - len(kept[0]) >= KEEP_BYTES:
                    size -= len(kept.popleft())
    return b"".join(kept)
