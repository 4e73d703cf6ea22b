"""`unstuck export`: signatures in the formats of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from unstuck.cli.options import cache_option, kb_option
from unstuck.export import FORMATS


@click.command("export")
@click.option("--to", required=True, type=click.Choice(list(FORMATS)), help="The format.")
@kb_option("to export")
@cache_option()
def command(to: str, kb: str | None, cache: str | None) -> int:
    """Print the published articles' error signatures in a format of another tool."""
    from unstuck.article.discovery import discover
    from unstuck.export import export
    from unstuck.lookup.knowledge_base import make_feed, open_knowledge_base, read_index_entries
    from unstuck.terminal.text import write
    from unstuck.wording import counted

    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    made = export(
        make_feed(knowledge_base, read_index_entries(knowledge_base, discover(knowledge_base.config.kb_path))), to
    )
    write(made.text)
    if made.left_out:
        few = ", ".join(made.left_out[:5]) + (" …" if len(made.left_out) > 5 else "")
        click.echo(f"unstuck: {counted(len(made.left_out), 'signature')} cannot be expressed in {to}: {few}", err=True)
    return 0
