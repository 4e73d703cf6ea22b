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
    from unstuck.checks import RULES, by_code
    from unstuck.terminal.text import TextBuilder, wants_colour, width, write

    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    if code is None:
        for one in RULES:
            builder.add(f"{builder.style(one.code, 'bold')}  {one.severity.value:7}  {one.name}")
        write(builder.render())
        return 0
    rule = by_code(code)
    if rule is None:
        hint = closest(code, [*(one.name for one in RULES), *(one.code.casefold() for one in RULES)])
        raise UsageError(
            f"no finding `{code}`" + (f"; did you mean `{hint}`?" if hint else "; `unstuck explain` lists all")
        )
    page = rule.explanation
    builder.add(f"{builder.style(f'{rule.code} {rule.name}', 'bold')}  ({rule.severity.value})")
    for paragraph in (page.summary, page.reason):
        builder.add()
        builder.prose(paragraph)
    for title, example, tone in (("Bad", page.bad, "red"), ("Good", page.good, "green")):
        builder.add()
        builder.add(builder.style(title, "bold", tone))
        for line in example.splitlines():
            builder.add(builder.style(f"  {line}".rstrip()))
    write(builder.render())
    return 0
