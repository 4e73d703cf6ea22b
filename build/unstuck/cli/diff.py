"""`unstuck diff`: which pastes change their winner between two versions of a knowledge base."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import click

from unstuck.config import Config
from unstuck.errors import UsageError
from unstuck.evidence import Case, library_cases
from unstuck.library import Library, cache_folder, open_answers, open_library
from unstuck.terminal import Page, wants_colour, width, write
from unstuck_search.matcher import Matcher


@click.command("diff")
@click.argument("base")
@click.option("--kb", metavar="DIR", help="The knowledge base as it is now (default: the nearest).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(base: str, kb: str | None, form: str) -> int:
    """Compare with BASE, a git revision or a folder: which of all samples and logs now find another article?

    Exit status: 0 none, 1 some, 2 trouble.
    """
    library = open_library(Path.cwd(), kb=kb)
    with tempfile.TemporaryDirectory(prefix="unstuck-") as folder:
        old = _open_base(library, base, Path(folder))
        pastes, changes = _compare(old, library)
    if form == "json":
        rows = [{"paste": case.name, "before": before, "after": after} for case, before, after in changes]
        write(json.dumps({"pastes": pastes, "changes": rows}, ensure_ascii=False, indent=1) + "\n")
        return 1 if changes else 0
    page = Page(colour=wants_colour(sys.stdout), columns=width(100))
    for case, before, after in changes:
        page.add(page.style(case.name, "bold"))
        page.add(f"  {page.style(before or 'no match', 'red')} → {page.style(after or 'no match', 'green')}")
    page.add(f"{len(changes)} of {pastes} pastes change their winner.")
    write(page.render())
    return 1 if changes else 0


def _compare(old: Library, new: Library) -> tuple[int, list[tuple[Case, str, str]]]:
    """How many pastes the two versions have between them, and those whose winner differs, before and after."""
    sides = [_load(old), _load(new)]
    cases = {case.text: case for _, own in sides for case in own}
    changes = []
    for text, case in cases.items():
        before, after = (_winner(engine, text) for engine, _ in sides)
        if before != after:
            changes.append((case, before, after))
    return len(cases), changes


def _load(library: Library) -> tuple[Matcher, list[Case]]:
    answers = open_answers(library)
    return answers.matcher, library_cases(library, answers)


def _winner(engine: Matcher, text: str) -> str:
    answer = engine.match(text)
    return answer.hits[0].kb_id if answer.verdict == "match" else ""


def _open_base(library: Library, base: str, folder: Path) -> Library:
    """The other version: a folder as it is, or a git revision laid out in a temporary folder."""
    if Path(base).is_dir():
        return open_library(Path.cwd(), kb=base)
    root = library.config.root
    kb = library.config.kb
    try:
        listed = ["git", "-C", str(root), "archive", "--format=tar", f"{base}:./", "--", kb]
        archive = subprocess.run(listed, capture_output=True, check=False)  # noqa: S603
    except OSError:
        raise UsageError(f"{base}: is no folder, and git is not installed") from None
    if archive.returncode:
        told = archive.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(
            f"{base}: is neither a folder nor a git revision that holds {kb}/ ({told[-1] if told else ''})"
        )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    config = Config(folder, kb=kb, profile=library.config.profile, sections=library.config.sections)
    return Library(config, starter=False, cache=cache_folder(config, str(folder / ".cache")))
