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
        for rule in RULES:
            builder.add(f"{builder.style(rule.code, 'bold')}  {rule.severity.value:7}  {rule.name}")
        write(builder.render())
        return 0
    wanted = by_code(code)
    if wanted is None:
        hint = closest(code, [*(rule.name for rule in RULES), *(rule.code.casefold() for rule in RULES)])
        raise UsageError(
            f"no finding `{code}`" + (f"; did you mean `{hint}`?" if hint else "; `unstuck explain` lists all")
        )
    page = wanted.explanation
    builder.add(f"{builder.style(f'{wanted.code} {wanted.name}', 'bold')}  ({wanted.severity.value})")
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
