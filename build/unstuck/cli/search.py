"""`unstuck search`: full text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from unstuck.cli.options import cache_option, kb_option
from unstuck.cli.progress import bar
from unstuck.errors import UsageError

if TYPE_CHECKING:
    from unstuck.lookup.knowledge_base import KnowledgeBase
    from unstuck_search.fulltext.engine import Query, SearchResult


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--tag", multiple=True, help="Only articles with this tag; repeat for any of several.")
@click.option("--category", multiple=True, help="Only this category.")
@click.option("--platform", multiple=True, help="Only this platform.")
@click.option("--technology", multiple=True, help="Only this technology.")
@click.option("--criticality", multiple=True, help="Only this criticality.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@click.option("--query", is_flag=True, help="Read WORDS as a query: `title:exec AND NOT tag:docker`, `build*`.")
@kb_option("to search")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@cache_option()
def command(
    words: tuple[str, ...],
    limit: int,
    query: bool,
    kb: str | None,
    form: str,
    cache: str | None,
    **facets: tuple[str, ...],
) -> int:
    """Search the articles' text for WORDS. Exit status: 0 found, 1 nothing, 2 error.

    With --query, WORDS are a query: AND, OR, NOT and parentheses join words; `title:`, `errors:`, `symptoms:`,
    `commands:`, `tag:`, `technology:` and so on say where; a word may end in `*`.
    """
    from unstuck.lookup.answer_json import search_json
    from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
    from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write
    from unstuck_search.fulltext.engine import Query
    from unstuck_search.fulltext.search import search

    chosen = {name: allowed for name, allowed in facets.items() if allowed}
    if not words and not chosen:
        raise click.UsageError("say what to search for: words, or a facet such as --tag")
    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    wanted = Query(" ".join(words), chosen, limit)
    if query:
        result = _ask(knowledge_base, wanted)
    else:
        with bar() as watch:
            index = open_match_index(knowledge_base, watch)
        result = search(index.text, wanted)
    if form == "json":
        write(json_text(search_json(result), indent=1) + "\n")
        return 0 if result.hits else 1
    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width())
    if not result.hits:
        builder.add(builder.style("Nothing found.", "bold"))
    for hit in result.hits:
        builder.prose(hit.title, "bold")
        builder.add(builder.style(hit.id, "dim"))
        text, at = "", 0
        for start, end in hit.excerpt.marks:
            text += builder.style(hit.excerpt.text[at:start]) + builder.style(hit.excerpt.text[start:end], "thread")
            at = end
        builder.add(f"  {text}{builder.style(hit.excerpt.text[at:])}")
        builder.add()
    if result.did_you_mean:
        builder.add(f"Did you mean: {builder.style(result.did_you_mean, 'bold')}")
    if result.total > len(result.hits):
        builder.add(
            builder.style(
                f"{len(result.hits)} of {result.total} shown; narrow with --tag, --category, --technology:", "dim"
            )
        )
        for name in ("technology", "tag"):
            counts = " ".join(f"{word} ({count})" for word, count in result.facets.get(name, ())[:6])
            if counts:
                builder.prose(f"{name}: {counts}", "dim", indent="    ", first="  ")
    write(builder.render())
    return 0 if result.hits else 1


def _ask(knowledge_base: KnowledgeBase, wanted: Query) -> SearchResult:
    from unstuck.lookup.text_index import open_engine
    from unstuck_search.fulltext.engine import QueryError

    try:
        return open_engine(knowledge_base).search(wanted)
    except QueryError as error:
        raise UsageError(f"--query: {error}") from None
