"""`unstuck build`: kb/ to a published site."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from unstuck.cli.checked import checked_kb, with_store
from unstuck.cli.clock import today
from unstuck.cli.options import cache_option, kb_option
from unstuck.cli.progress import bar
from unstuck.config import Config, find_config
from unstuck.errors import UsageError
from unstuck.finding import Severity
from unstuck.lookup.knowledge_base import cache_folder, open_knowledge_base
from unstuck.output import Published, check_output, remove_tree
from unstuck.progress import Watch
from unstuck.site.publish import publish_units, published_already
from unstuck.site.sources import Checked, Options, site_key
from unstuck.store import Store
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
    baseline = _baseline(config)

    def run(store: Store) -> int:
        with bar(quiet=quiet) as watch:
            checked = checked_kb(config, options, store, baseline, watch)
        if not checked.sources.keys:
            raise UsageError(f"{config.kb_path}: holds no articles, so nothing was published")
        found = checked.found
        stopping = Severity.ERROR in found.severities or (strict and Severity.WARNING in found.severities)
        if found and (stopping or not quiet):
            _tell(checked, config)
        if stopping and not keep_going:
            click.echo(
                f"Nothing was published; {target} is as it was. (--keep-going publishes the sound articles.)", err=True
            )
            return 1
        with bar(quiet=quiet) as watch:
            done = _publish(config, checked, options, target, store, watch, clean=clean)
        if not quiet:
            seconds = time.perf_counter() - started
            files = f"{counted(done.files, 'file')}, {done.written} new or changed"
            articles = counted(checked.outcome.articles, "article")
            click.echo(f"Published {articles} as {files}, {seconds:.1f} s: {target}", err=True)
        return 1 if stopping else 0

    return with_store(folder, run)


def _publish(
    config: Config, checked: Checked, options: Options, target: Path, store: Store, watch: Watch, *, clean: bool
) -> Published:
    key = site_key(config, checked, options)
    done = None if clean else published_already(key, target, store)
    if done is not None:
        return done
    from unstuck.site.pipeline import Site

    with Site(config, checked, options, store, watch) as made:
        return publish_units(made.units, key, target, store, watch, jobs=options.jobs, clean=clean)


def _baseline(config: Config) -> Mapping[str, int] | None:
    if not config.baseline:
        return None
    from unstuck.findings.baseline import read_baseline

    return read_baseline(config.root / config.baseline)


def _tell(checked: Checked, config: Config) -> None:
    from unstuck.report import text as report
    from unstuck.terminal.text import wants_colour

    shown = report.render(checked.found, checked.texts, colour=wants_colour(sys.stderr), prefix=config.kb)
    click.echo(shown, err=True, nl=False)
