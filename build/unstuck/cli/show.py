"""`unstuck show`: one article in the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command("show")
@click.argument("kb_id")
@click.option("--kb", metavar="DIR", help="The knowledge base to look in (default: the nearest, else the starter KB).")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def command(kb_id: str, kb: str | None, form: str) -> int:
    """Show one article. Exit status: 0 shown, 1 no such article, 2 trouble."""
    from unstuck.discovery import discover
    from unstuck.feeds.article_json import article_json, article_markdown
    from unstuck.library import documents, open_library
    from unstuck.show import article_text
    from unstuck.terminal import Page, safe, wants_colour, width, write
    from unstuck.vocabulary import closest

    library = open_library(Path.cwd(), kb=kb)
    listing = discover(library.config.kb_path)
    wanted = kb_id.casefold()
    likely = [path for path in listing.articles if Path(path).stem.casefold() == wanted]
    rest = [path for path in listing.articles if Path(path).stem.casefold() != wanted]
    seen: list[str] = []
    for paths in (likely, rest):
        for document in documents(library, paths):
            article = document.article
            if article is None or document.source is None:
                continue
            seen.append(article.kb_id)
            if wanted not in (article.kb_id.casefold(), *(alias.casefold() for alias in article.front.aliases)):
                continue
            if form == "json":
                write(json.dumps(article_json(article), ensure_ascii=False, indent=1) + "\n")
            elif form == "markdown":
                write(safe(article_markdown(article, document.source, document.body_line).decode()))
            else:
                write(article_text(article, Page(colour=wants_colour(sys.stdout), columns=width())))
            return 0
    hint = closest(wanted, {one.casefold() for one in seen})
    known = {one.casefold(): one for one in seen}
    click.echo(f"unstuck: no article {safe(kb_id)}" + (f"; did you mean {known[hint]}?" if hint else ""), err=True)
    return 1
