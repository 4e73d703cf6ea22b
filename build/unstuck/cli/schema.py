"""`unstuck schema`: the JSON Schemas of what is read and published."""

from __future__ import annotations

import click

from unstuck.errors import UsageError


@click.command("schema")
@click.argument("name", required=False)
@click.option(
    "--draft",
    type=click.Choice(["2020-12", "07"]),
    default="2020-12",
    show_default=True,
    help="The dialect of JSON Schema; many editors read 07 only.",
)
def command(name: str | None, draft: str) -> int:
    """Print the JSON Schema NAME, with or without its version; without one, list them all."""
    from unstuck.article.vocabulary import closest
    from unstuck.schemas import SCHEMAS, read_schema
    from unstuck.terminal.text import json_text, write

    if name is None:
        write("".join(f"{one:15}  {about}\n" for one, about in SCHEMAS.items()))
        return 0
    short = {one.rpartition("-")[0]: one for one in SCHEMAS}
    wanted = short.get(name, name)
    if wanted not in SCHEMAS:
        hint = closest(name, [*short, *SCHEMAS])
        raise UsageError(
            f"no schema `{name}`" + (f"; did you mean `{hint}`?" if hint else "; `unstuck schema` lists all")
        )
    write(json_text(read_schema(wanted, draft), indent=2) + "\n")
    return 0
