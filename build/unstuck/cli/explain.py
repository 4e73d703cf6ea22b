"""`unstuck explain`: the manual page of a finding."""

from __future__ import annotations

import sys

import click

from unstuck.errors import UsageError


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the finding CODE (or its name); without one, list them all."""
    from unstuck.article.vocabulary import closest
    from unstuck.checks import ALL_CHECKS, by_code
    from unstuck.terminal.text import TextBuilder, wants_colour, width, write

    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    if code is None:
        for one in ALL_CHECKS:
            builder.add(f"{builder.style(one.code, 'bold')}  {one.severity.value:7}  {one.name}")
        write(builder.render())
        return 0
    check = by_code(code)
    if check is None:
        hint = closest(code, [*(one.name for one in ALL_CHECKS), *(one.code.casefold() for one in ALL_CHECKS)])
        raise UsageError(
            f"no finding `{code}`" + (f"; did you mean `{hint}`?" if hint else "; `unstuck explain` lists all")
        )
    builder.add(f"{builder.style(f'{check.code} {check.name}', 'bold')}  ({check.severity.value})")
    builder.add()
    for line in check.doc.splitlines():
        builder.add(builder.style(line))
    write(builder.render())
    return 0
