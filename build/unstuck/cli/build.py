"""`unstuck build`: kb/ to a published site."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from unstuck.cli.clock import today
from unstuck.cli.options import cache_option, kb_option
from unstuck.cli.progress import bar
from unstuck.config import Config, find_config
from unstuck.errors import UsageError
from unstuck.finding import Severity
from unstuck.findings.baseline import read_baseline
from unstuck.lookup.knowledge_base import cache_folder, open_knowledge_base
from unstuck.output import check_output, remove_tree
from unstuck.report import text as report
from unstuck.site.pipeline import Checked, Options, Site, check, count, site_key
from unstuck.site.publish import publish_units
from unstuck.store import Store
from unstuck.terminal.text import wants_colour
from unstuck.wording import counted


@click.command("build")
@kb_option("to build", starter=False)
@click.option("--out", type=click.Path(path_type=Path), help="The folder to publish into (default: site).")
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Worker processes (default: one per processor).")
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.option("--keep-going", is_flag=True, help="Publish the sound articles although others are broken.")
@click.option("--clean", is_flag=True, help="Delete caches first.")
@click.option("--include-drafts", is_flag=True, help="Publish drafts, deprecated and internal articles too.")
@cache_option()
@click.option("--quiet", "-q", is_flag=True, help="Print only findings that stop the build.")
def command(
    kb: str | None,
    out: Path | None,
    jobs: int | None,
    strict: bool,
    keep_going: bool,
    clean: bool,
    include_drafts: bool,
    quiet: bool,
    cache: str | None,
) -> int:
    """Check, index and render the knowledge base, then publish it in one swap.

    With errors nothing is published and the site stays as it was. Exit status: 0 published, 1 findings, 2 usage, 3 a
    fault of ours or of the disk.
    """
    started = time.perf_counter()
    config = find_config(Path.cwd()) if kb is None else open_knowledge_base(Path.cwd(), kb=kb).config
    if not config.kb_path.is_dir():
        raise UsageError(f"{config.kb_path}: no such folder; `unstuck init` starts a knowledge base")
    target = out or config.root / config.out
    check_output(target, [config.kb_path])
    options = Options(today(), jobs or os.cpu_count() or 1, include_drafts)
    folder = cache_folder(config, cache)
    if clean:
        remove_tree(folder)
    baseline = read_baseline(config.root / config.baseline) if config.baseline else None
    with Store(folder) as store:
        with bar("Reading", quiet=quiet) as progress:
            checked = check(config, options, store, baseline, progress)
        if not checked.keys:
            raise UsageError(f"{config.kb_path}: holds no articles, so nothing was published")
        counts = count(checked.findings)
        stopping = bool(counts[Severity.ERROR] or (strict and counts[Severity.WARNING]))
        if checked.findings and (stopping or not quiet):
            _tell(checked, config)
        if stopping and not keep_going:
            click.echo(
                f"Nothing was published; {target} is as it was. (--keep-going publishes the sound articles.)", err=True
            )
            return 1
        made = Site(config, checked, options, store)
        done = publish_units(made.units, site_key(config, checked, options), target, store, clean=clean)
        made.keep_index(folder)
    if not quiet:
        seconds = time.perf_counter() - started
        files = f"{counted(done.files, 'file')}, {done.written} new or changed"
        click.echo(f"Published {counted(checked.articles, 'article')} as {files}, {seconds:.1f} s: {target}", err=True)
    return 1 if stopping else 0


def _tell(checked: Checked, config: Config) -> None:
    texts = checked.texts({finding.path for finding in checked.findings})
    shown = report.render(checked.findings, texts, colour=wants_colour(sys.stderr), prefix=config.kb)
    click.echo(shown, err=True, nl=False)
