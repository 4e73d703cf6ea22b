"""The composer: a configuration in, the files of a site and all findings out. Reads top-down as the data flows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.article.discovery import Listing, discover, read_file
from unstuck.article.document import Document
from unstuck.article.parse import read_article
from unstuck.article.roles import make_aliases
from unstuck.article.vocabulary import PATH as VOCABULARY
from unstuck.article.vocabulary import Vocabulary, read_vocabulary
from unstuck.checks import check_document, check_kb
from unstuck.checks.check import CheckContext
from unstuck.config import Config
from unstuck.errors import UnstuckError
from unstuck.finding import Finding, Severity
from unstuck.findings.baseline import Baseline, subtract
from unstuck.findings.suppress import apply
from unstuck.output import OutputFile
from unstuck.site.contribution import ArticleOptions, Contribution, Rendered, contribute
from unstuck.site.merge import site_files

# Below this many articles, starting workers costs more than they save.
PARALLEL_FROM = 300
_CHUNK = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What one run is asked for. `drafts` takes in what is not published; `render` makes pages, not findings alone."""

    today: datetime.date
    jobs: int = 1
    drafts: bool = False
    render: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A knowledge base read and checked: its contributions by path and what is wrong with it, sorted.

    `suppressed` counts the findings that authors allowed or the baseline knows.
    """

    listing: Listing
    contributions: tuple[Contribution, ...]
    findings: tuple[Finding, ...]
    suppressed: int
    vocabulary: Vocabulary

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file, by path."""
        return {contribution.path: contribution.text for contribution in self.contributions}

    def broken(self) -> frozenset[str]:
        """The files that hold an error."""
        return frozenset(finding.path for finding in self.findings if finding.severity is Severity.ERROR)


def check(
    config: Config, options: Options, baseline: Baseline | None = None, progress: Progress | None = None
) -> Checked:
    """Read and check a whole knowledge base; with `options.render`, also render what depends on one article alone."""
    listing = discover(config.kb_path)
    vocabulary, extra = _vocabulary(config, listing)
    context = CheckContext(options.today, vocabulary, config.loose)
    extra += [Document(finding.path, None, None, (finding,), 1) for finding in listing.skipped]
    per_article = ArticleOptions(
        context, make_aliases(config.sections), options.render, options.drafts, config.language
    )
    contributions = tuple(_contributions(config.kb_path, listing, per_article, options.jobs, progress))
    findings = [finding for document in extra for finding in check_document(document, context)]
    findings += [finding for contribution in contributions for finding in contribution.findings]
    findings += check_kb([contribution.summary for contribution in contributions if contribution.summary], context)
    kept, suppressed = apply(findings, {contribution.path: contribution.allows for contribution in contributions})
    known = subtract(kept, baseline) if baseline else kept
    ordered = tuple(sorted(known, key=lambda finding: finding.sort_key))
    return Checked(listing, contributions, ordered, len(suppressed) + len(kept) - len(known), vocabulary)


def site(config: Config, checked: Checked, options: Options) -> Iterator[OutputFile]:
    """The files of a site, made from the sound articles of a checked knowledge base."""
    broken = checked.broken()
    rendered = unique(
        contribution.rendered
        for contribution in checked.contributions
        if contribution.rendered and contribution.path not in broken
    )
    return site_files(config, rendered, checked.vocabulary, options.today)


def unique(rendered: Iterator[Rendered]) -> list[Rendered]:
    """Rendered articles sorted by id, each id once: a twin has a finding, and must not become a second page."""
    by_id: dict[str, Rendered] = {}
    for article in rendered:
        by_id.setdefault(article.card.kb_id.casefold(), article)
    return [by_id[key] for key in sorted(by_id)]


def _vocabulary(config: Config, listing: Listing) -> tuple[Vocabulary, list[Document]]:
    if not listing.has_vocabulary:
        return Vocabulary(), []
    data, unreadable = read_file(config.kb_path, VOCABULARY)
    if unreadable is not None:
        return Vocabulary(), [Document(VOCABULARY, None, None, (unreadable,), 1)]
    vocabulary, findings = read_vocabulary(data)
    return vocabulary, [Document(VOCABULARY, None, None, findings, 1)] if findings else []


def _contributions(
    folder: Path, listing: Listing, options: ArticleOptions, jobs: int, progress: Progress | None
) -> Iterator[Contribution]:
    """The contributions of all articles in order, made here or by workers."""
    tested = {one.article for one in listing.evidence if one.kind == "hit"}
    total = len(listing.articles)
    one = partial(_contribution, folder, options, tested)
    if jobs <= 1 or total < PARALLEL_FROM:
        for number, path in enumerate(listing.articles, 1):
            yield one(path)
            if progress:
                progress(number, total)
        return
    try:
        with ProcessPoolExecutor(jobs) as pool:
            done = 0
            for batch in pool.map(partial(_batch, one), _chunks(listing.articles)):
                yield from batch
                done += len(batch)
                if progress:
                    progress(done, total)
    except RuntimeError as error:  # BrokenProcessPool: a worker was killed or ran out of memory
        raise UnstuckError(f"a worker died while reading articles ({error}); try --jobs 1") from None


def _contribution(folder: Path, options: ArticleOptions, tested: set[str], path: str) -> Contribution:
    document = read_article(folder, path, loose=options.context.loose, aliases=options.aliases)
    return contribute(document, path in tested, options)


def _batch(one: Callable[[str], Contribution], paths: Sequence[str]) -> list[Contribution]:
    return [one(path) for path in paths]


def _chunks(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(paths[start : start + _CHUNK]) for start in range(0, len(paths), _CHUNK))


def count(findings: Sequence[Finding]) -> Mapping[Severity, int]:
    """How many findings there are of each severity."""
    return {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
