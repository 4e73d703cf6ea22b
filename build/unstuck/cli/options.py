"""What several verbs share: options, and messages for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def kb_option(use: str = "to ask", *, starter: bool = True) -> Callable[[Function], Function]:
    """`--kb DIR`; `use` says what the knowledge base is for."""
    default = "the nearest, else the starter KB" if starter else "the nearest"
    return click.option("--kb", metavar="DIR", help=f"The knowledge base {use} (default: {default}).")


def cache_option() -> Callable[[Function], Function]:
    """`--cache DIR`."""
    return click.option("--cache", metavar="DIR", help="Folder of cached indexes (default: the user's cache folder).")


def say(text: str) -> None:
    """A message on standard error."""
    from unstuck.terminal.text import safe

    click.echo(safe(text), err=True)


def say_where(host: str, port: int) -> str:
    """The host as addresses have it; warns where others than this machine can reach it."""
    from unstuck.server.guard import LOCAL

    shown = f"[{host}]" if ":" in host else host
    if host not in LOCAL:
        say(f"Listening beyond this machine: anyone who reaches {shown}:{port} can read this knowledge base.")
    return shown
