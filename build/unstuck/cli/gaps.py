"""`unstuck gaps`: errors that no article answers yet."""

from __future__ import annotations

import sys

import click


@click.command("gaps")
@click.argument("what", type=click.Choice(["list", "on", "off", "clear"]), default="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(what: str, form: str) -> int:
    """List the errors that found no article. Off until you run `unstuck gaps on`.

    Stored on this machine only: the error lines of a paste, redacted. `off` stops storing, `clear` deletes.
    """
    from unstuck.lookup.gaps import CONSENT, FILE, gaps, may_keep, state_folder
    from unstuck.output import remove, save
    from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write

    folder = state_folder()
    if what == "on":
        save(folder / CONSENT, b"")
        click.echo(
            f"Pastes that find no article are kept in {folder / FILE}, redacted. `unstuck gaps off` stops it.", err=True
        )
        return 0
    if what in ("off", "clear"):
        remove(folder / (CONSENT if what == "off" else FILE))
        return 0
    found = gaps(folder)
    if form == "json":
        rows = [{"count": gap.count, "example": gap.example} for gap in found]
        write(json_text({"keeping": may_keep(folder), "gaps": rows}, indent=1) + "\n")
        return 0
    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    if not found:
        builder.add("Nothing kept." if may_keep(folder) else "Nothing is kept until you say `unstuck gaps on`.")
    for gap in found:
        builder.add(builder.style(f"{gap.count} ×", "bold"))
        for line in gap.example.split("\n"):
            builder.prose(line, indent="      ", first="    ")
    if found:
        builder.add()
        builder.add(builder.style("Start the missing article: unstuck new ID --from-error FILE", "dim"))
    write(builder.render())
    return 0
