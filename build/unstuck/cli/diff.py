"""`unstuck diff`: which pastes change their winner between two versions of a knowledge base."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from unstuck.cli.options import kb_option
from unstuck.config import Config
from unstuck.errors import UsageError
from unstuck.lookup.evidence import Case, kb_cases
from unstuck.lookup.knowledge_base import KnowledgeBase, cache_folder, open_knowledge_base, open_match_index
from unstuck.output import unpack
from unstuck.terminal.text import TextBuilder, json_text, wants_colour, width, write
from unstuck_search.matcher.matcher import Matcher


@click.command("diff")
@click.argument("base")
@kb_option("as it is now", starter=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(base: str, kb: str | None, form: str) -> int:
    """Compare with BASE, a git revision or a folder: which of all samples and logs now find another article?

    Exit status: 0 none, 1 some, 2 error.
    """
    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb)
    with tempfile.TemporaryDirectory(prefix="unstuck-") as folder:
        old = _open_base(knowledge_base, base, Path(folder))
        pastes, changes = _compare(old, knowledge_base)
    if form == "json":
        rows = [{"paste": case.name, "before": before, "after": after} for case, before, after in changes]
        write(json_text({"pastes": pastes, "changes": rows}, indent=1) + "\n")
        return 1 if changes else 0
    builder = TextBuilder(colour=wants_colour(sys.stdout), columns=width(100))
    for case, before, after in changes:
        builder.add(builder.style(case.name, "bold"))
        builder.add(f"  {builder.style(before or 'no match', 'red')} → {builder.style(after or 'no match', 'green')}")
    builder.add(f"{len(changes)} of {pastes} pastes change their winner.")
    write(builder.render())
    return 1 if changes else 0


def _compare(old: KnowledgeBase, new: KnowledgeBase) -> tuple[int, list[tuple[Case, str, str]]]:
    """How many pastes the two versions have between them, and those whose winner differs, before and after."""
    sides = [_load(old), _load(new)]
    cases = {case.text: case for _, own in sides for case in own}
    changes = []
    for text, case in cases.items():
        before, after = (_winner(engine, text) for engine, _ in sides)
        if before != after:
            changes.append((case, before, after))
    return len(cases), changes


def _load(knowledge_base: KnowledgeBase) -> tuple[Matcher, list[Case]]:
    answers = open_match_index(knowledge_base)
    return answers.matcher, kb_cases(knowledge_base, answers)


def _winner(engine: Matcher, text: str) -> str:
    answer = engine.match(text)
    return answer.hits[0].kb_id if answer.verdict == "match" else ""


def _open_base(knowledge_base: KnowledgeBase, base: str, folder: Path) -> KnowledgeBase:
    """The other version: a folder as it is, or a git revision laid out in a temporary folder."""
    if Path(base).is_dir():
        return open_knowledge_base(Path.cwd(), kb=base)
    root = knowledge_base.config.root
    kb = knowledge_base.config.kb
    try:
        listed = ["git", "-C", str(root), "archive", "--format=tar", f"{base}:./", "--", kb]
        archive = subprocess.run(listed, capture_output=True, check=False)  # noqa: S603
    except OSError:
        raise UsageError(f"{base}: is not a folder, and git is not installed") from None
    if archive.returncode:
        output = archive.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(
            f"{base}: is neither a folder nor a git revision that holds {kb}/ ({output[-1] if output else ''})"
        )
    unpack(archive.stdout, folder)
    config = Config(folder, kb=kb, profile=knowledge_base.config.profile, sections=knowledge_base.config.sections)
    return KnowledgeBase(config, starter=False, cache=cache_folder(config, str(folder / ".cache")))
