"""What several verbs share: options, files that are named, and messages for people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from unstuck.errors import UsageError

Function = TypeVar("Function", bound=Callable[..., Any])
MAX_BYTES = 128 * 1024 * 1024


def kb_option(use: str = "to ask", *, starter: bool = True) -> Callable[[Function], Function]:
    """`--kb DIR`; `use` says what the knowledge base is for."""
    default = "the nearest, else the starter KB" if starter else "the nearest"
    return click.option("--kb", metavar="DIR", help=f"The knowledge base {use} (default: {default}).")


def kbs_option() -> Callable[[Function], Function]:
    """`--kb DIR|URL`, as often as one likes."""
    return click.option(
        "--kb",
        multiple=True,
        metavar="DIR|URL",
        help="The knowledge base to ask, a folder or a published site; several are asked in this order until one "
        "matches (default: the nearest, else the starter KB).",
    )


def offline_option() -> Callable[[Function], Function]:
    """`--offline`."""
    return click.option(
        "--offline", is_flag=True, help="Use no network: answer from the cached copy of a published site."
    )


def cache_option() -> Callable[[Function], Function]:
    """`--cache DIR`."""
    return click.option("--cache", metavar="DIR", help="Folder of cached indexes (default: the user's cache folder).")


def open_input(file: str) -> BinaryIO:
    """A file, or standard input for `-`.

    Raises:
        UsageError: it cannot be read.
    """
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None


def read_input(file: str) -> bytes:
    """What `open_input` opens, up to `MAX_BYTES`.

    Raises:
        UsageError: it cannot be read.
    """
    with open_input(file) as stream:
        try:
            return stream.read(MAX_BYTES)
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror}") from None


def say(text: str) -> None:
    """A message on standard error."""
    from unstuck.terminal.text import safe

    click.echo(safe(text), err=True)


def warn(text: str) -> None:
    """A message on standard error that says which program it is from: where other programs' messages are too."""
    say(f"unstuck: {text}")


def say_where(host: str, port: int) -> str:
    """The host as addresses have it; warns where others than this machine can reach it."""
    from unstuck.server.guard import LOCAL

    shown = f"[{host}]" if ":" in host else host
    if host not in LOCAL:
        say(f"Listening beyond this machine: anyone who reaches {shown}:{port} can read this knowledge base.")
    return shown
