"""`unstuck test`: every article's evidence against the whole knowledge base."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from unstuck.article.vocabulary import closest
from unstuck.cli.options import cache_option, kb_option
from unstuck.cli.progress import bar
from unstuck.errors import UsageError
from unstuck.lookup.evidence import Result, collisions, kb_cases, run_cases
from unstuck.lookup.knowledge_base import open_knowledge_base, open_match_index
from unstuck.progress import watched
from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write
from unstuck.wording import counted


@click.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@kb_option("to test")
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@click.option("--no-noise", is_flag=True, help="Leave out the noise (timestamps, prefixes, colours …).")
@cache_option()
def command(ids: tuple[str, ...], kb: str | None, form: str, no_noise: bool, cache: str | None) -> int:
    """Run samples and evidence logs: hits must find their article first, misses must not.

    Exit status: 0 all passed, 1 failures, 2 error.
    """
    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    with bar() as watch:
        answers = open_match_index(knowledge_base, watch)
    known = {kb_id.casefold(): kb_id for kb_id in answers.articles}
    unknown = [kb_id for kb_id in ids if kb_id.casefold() not in known]
    if unknown:
        hint = known.get(closest(unknown[0], known))
        raise UsageError(f"no published article {', '.join(unknown)}" + (f"; did you mean {hint}?" if hint else ""))
    engine = answers.matcher
    wanted = {known[kb_id.casefold()] for kb_id in ids}
    cases = [case for case in kb_cases(knowledge_base, answers) if not wanted or case.kb_id in wanted]
    with bar() as watch:
        results = list(watched(run_cases(engine, cases, mutate=not no_noise), watch, "Testing", len(cases)))
    shared = [(shape, first, second) for shape, first, second in collisions(engine)]
    if form == "json":
        data = {
            "cases": [
                {
                    "name": result.case.name,
                    "kb_id": result.case.kb_id,
                    "kind": result.case.kind,
                    "problem": result.problem,
                }
                for result in results
            ],
            "shared": [{"shape": shape, "signatures": [first, second]} for shape, first, second in shared],
        }
        write(json_text(data, indent=1) + "\n")
    elif form == "junit":
        from unstuck.report.junit import render_cases

        write(render_cases([(result.case.kb_id, result.case.name, result.problem) for result in results]))
    else:
        builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width(100))
        _table(results, shared, sorted(wanted or known.values()), builder)
        write(builder.render())
    return 1 if any(result.problem for result in results) else 0


def _table(
    results: Sequence[Result], shared: Sequence[tuple[str, str, str]], ids: Sequence[str], builder: TextBuilder
) -> None:
    """One line per article, then what went wrong, then which errors several articles share."""
    room = max([12, *(len(kb_id) for kb_id in ids)])
    builder.add(builder.style(f"{'article':{room}}  samples and hits  misses", "dim"))
    for kb_id in ids:
        own = [result for result in results if result.case.kb_id == kb_id]
        hits = [one for one in own if one.case.kind == "hit"]
        misses = [one for one in own if one.case.kind == "miss"]
        failed = any(one.problem for one in own)
        state, tone = ("FAIL", "red") if failed else ("ok", "green") if hits else ("none", "amber")
        good = sum(not hit.problem for hit in hits)
        kept = sum(not one.problem for one in misses)
        counts = f"{good:>7} of {len(hits):<7} {kept} of {len(misses)}"
        builder.add(f"{builder.style(kb_id)}{' ' * (room - len(kb_id))}  {counts}   {builder.style(state, tone)}")
    bad = [result for result in results if result.problem]
    if bad:
        builder.heading("Failures")
        for one in bad:
            builder.prose(f"{one.case.name}: {one.problem}", "red", indent="    ", first="  ")
    if shared:
        builder.heading("Errors that several articles state")
        for shape, first, second in shared:
            builder.prose(f"{shape}  ({first}, {second})".replace("\n", " ⏎ "), "dim", indent="    ", first="  ")
    builder.add()
    builder.add(f"{len(results) - len(bad)} of {len(results)} passed, {counted(len(ids), 'article')}.")
