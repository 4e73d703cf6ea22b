"""`unstuck explain`: the manual page of a finding."""

from __future__ import annotations

import sys

import click

from unstuck.errors import UsageError


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the finding CODE (or its name); without one, list them all."""
    from unstuck.checks import ALL_CHECKS, by_code
    from unstuck.terminal import Page, wants_colour, width, write
    from unstuck.vocabulary import closest

    page = Page(colour=wants_colour(sys.stdout), columns=width())
    if code is None:
        for one in ALL_CHECKS:
            page.add(f"{page.style(one.code, 'bold')}  {one.severity.value:7}  {one.name}")
        write(page.render())
        return 0
    check = by_code(code)
    if check is None:
        hint = closest(code, [*(one.name for one in ALL_CHECKS), *(one.code.casefold() for one in ALL_CHECKS)])
        raise UsageError(
            f"no finding `{code}`" + (f"; did you mean `{hint}`?" if hint else "; `unstuck explain` lists all")
        )
    page.add(f"{page.style(f'{check.code} {check.name}', 'bold')}  ({check.severity.value})")
    page.add()
    for line in check.doc.splitlines():
        page.add(page.style(line))
    write(page.render())
    return 0
