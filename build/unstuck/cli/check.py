"""`unstuck check`: every finding with its place, its code and its cure."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from unstuck.cli.checked import checked_kb, with_store
from unstuck.cli.clock import today
from unstuck.cli.options import cache_option
from unstuck.cli.progress import bar
from unstuck.config import Config, find_config
from unstuck.errors import UsageError
from unstuck.finding import Finding, Severity
from unstuck.findings.baseline import read_baseline, render_baseline
from unstuck.findings.fix import apply_fixes, diff
from unstuck.findings.found import Found
from unstuck.lookup.knowledge_base import cache_folder
from unstuck.output import save
from unstuck.report import FORMATS, render
from unstuck.report import text as report
from unstuck.site.sources import Checked, Options
from unstuck.store import Store
from unstuck.terminal.text import wants_colour, write
from unstuck.wording import counted


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Apply safe fixes, then report the rest.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, changing nothing.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Leave out the findings that this file lists.")
@click.option("--write-baseline", type=click.Path(path_type=Path), help="Write the present findings to this file.")
@click.option("--strict", is_flag=True, help="Warnings count: exit 1 for them too.")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Worker processes (default: one per processor).")
@cache_option()
def command(
    paths: tuple[Path, ...],
    form: str,
    fix: bool,
    show_diff: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    strict: bool,
    jobs: int | None,
    cache: str | None,
) -> int:
    """Check the whole knowledge base; with PATHs, report on those files and folders only.

    Exit status: 0 clean (or warnings only), 1 findings, 2 usage or configuration, 3 internal error.
    """
    config = find_config(paths[0] if paths and paths[0].is_dir() else Path.cwd())
    if not config.kb_path.is_dir():
        raise UsageError(f"{config.kb_path}: no such folder; `unstuck init` starts a knowledge base")
    wanted = [_inside(config, path) for path in paths]

    def is_wanted(path: str) -> bool:
        return not wanted or any(_within(path, one) for one in wanted)

    known = baseline or (config.root / config.baseline if config.baseline else None)
    options = Options(today(), jobs or os.cpu_count() or 1, render=False)

    def run(store: Store) -> int:
        baseline_known = read_baseline(known) if known else None
        with bar() as watch:
            checked = checked_kb(config, options, store, baseline_known, watch)
        if fix and not show_diff and _mend(checked, config, is_wanted):
            with bar() as watch:
                checked = checked_kb(config, options, store, baseline_known, watch)
        found = checked.found.within(is_wanted)
        if write_baseline:
            findings = found.listed()
            save(write_baseline, render_baseline(findings).encode())
            click.echo(f"wrote {write_baseline}: {counted(len(findings), 'finding')}", err=True)
            return 0
        if show_diff:
            fixes = _fixes(found)
            for path, text in checked.texts(fixes).items():
                fixed, _ = apply_fixes(text, fixes[path])
                write(diff(f"{config.kb}/{path}", text, fixed))
        elif form == "text":
            write(report.render(found, checked.texts, colour=wants_colour(sys.stdout), prefix=config.kb))
        else:
            write(render(form, found.listed(), config.kb, config.base_url))
        return 1 if Severity.ERROR in found.severities or (strict and found) else 0

    return with_store(cache_folder(config, cache), run)


def _inside(config: Config, path: Path) -> str:
    """A path given on the command line, as findings name it."""
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    full = path.resolve()
    root = config.kb_path.resolve()
    if full == config.root.resolve():
        return "."
    if root != full and root not in full.parents:
        raise UsageError(f"{path}: lies outside {config.kb_path}")
    return full.relative_to(root).as_posix()


def _within(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")


def _fixes(found: Found) -> dict[str, list[Finding]]:
    """The findings that can be fixed, by path."""
    fixable = {path for path, one in found.tallies.items() if one.fixable}
    by_path: dict[str, list[Finding]] = {}
    for finding in found.within(fixable.__contains__).listed():
        if finding.fix:
            by_path.setdefault(finding.path, []).append(finding)
    return by_path


def _mend(checked: Checked, config: Config, is_wanted: Callable[[str], bool]) -> int:
    """Apply all fixes to the files asked for; returns how many."""
    total = 0
    fixes = _fixes(checked.found.within(is_wanted))
    for path, text in checked.texts(fixes).items():
        fixed, count = apply_fixes(text, fixes[path])
        if fixed != text:
            save(config.kb_path / path, fixed.encode("utf-8", "surrogatepass"))
            total += count
    click.echo(f"Fixed {counted(total, 'finding')}", err=True)
    return total
