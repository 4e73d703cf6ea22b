"""`unstuck show`: one article in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from unstuck.cli.options import kb_option


@click.command("show")
@click.argument("kb_id")
@kb_option("to look in")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def command(kb_id: str, kb: str | None, form: str) -> int:
    """Show one article. Exit status: 0 shown, 1 no such article, 2 error."""
    from unstuck.article.discovery import discover
    from unstuck.article.vocabulary import closest
    from unstuck.feeds.article_json import article_json, article_markdown
    from unstuck.lookup.knowledge_base import document_of, open_knowledge_base
    from unstuck.terminal.article import article_text
    from unstuck.terminal.text import TextBuilder, json_text, safe, wants_colour, width, write

    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb)
    document = document_of(knowledge_base, kb_id)
    if document is not None and document.article is not None and document.source is not None:
        if form == "json":
            write(json_text(article_json(document.article), indent=1) + "\n")
        elif form == "markdown":
            write(safe(article_markdown(document.article, document.source, document.body_line).decode()))
        else:
            write(article_text(document.article, TextBuilder(colour=wants_colour(sys.stdout), columns=width())))
        return 0
    known = {Path(path).stem.casefold(): Path(path).stem for path in discover(knowledge_base.config.kb_path).articles}
    hint = closest(kb_id.casefold(), known)
    click.echo(f"unstuck: no article {safe(kb_id)}" + (f"; did you mean {known[hint]}?" if hint else ""), err=True)
    return 1
