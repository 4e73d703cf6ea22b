"""The composer: a configuration in, the units of a site and all findings out. Reads top-down as the data flows.

What depends on one article alone is made by workers and kept in a store by the file's content, so a second run makes
only what changed since.
"""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.article.discovery import Listing
from unstuck.article.document import Document
from unstuck.article.parse import read_article
from unstuck.article.roles import make_aliases
from unstuck.article.vocabulary import PATH as VOCABULARY
from unstuck.article.vocabulary import Vocabulary, read_vocabulary
from unstuck.checks import check_document
from unstuck.checks.check import CheckContext
from unstuck.config import Config
from unstuck.errors import UnstuckError
from unstuck.feeds.about import About
from unstuck.finding import Finding
from unstuck.findings.baseline import Baseline, subtract
from unstuck.findings.found import add_tallies, tally
from unstuck.lookup.index_entry import IndexEntry
from unstuck.lookup.index_file import INDEX, Wanted, bring
from unstuck.lookup.index_key import ENTRY
from unstuck.lookup.knowledge_base import KnowledgeBase, fingerprint, index_base, wanted_entries
from unstuck.packing import digest, unpack
from unstuck.progress import Watch, unwatched
from unstuck.site.article import SiteArticle
from unstuck.site.between import check_between, read_part
from unstuck.site.contribution import (
    PARTS,
    PUBLISHED,
    ArticleOptions,
    CheckPart,
    Contribution,
    MergePart,
    PagePart,
    TextPart,
    contribute,
    pack_parts,
)
from unstuck.site.merge import site_units
from unstuck.site.sources import (
    Checked,
    Options,
    Outcome,
    Sources,
    keep_group,
    keep_outcome,
)
from unstuck.site.unit import Closing, Unit
from unstuck.store import Store

# Below this many articles to be made, starting workers costs more than they save.
PARALLEL_FROM = 300
_CHUNK = 50
RECENT = 1_024  # index entries kept in memory
SITE_INDEX = "site.index"  # of a site that does not hold what answers on this machine are of: drafts too, or not all


def check_sources(
    sources: Sources,
    config: Config,
    options: Options,
    store: Store,
    baseline: Baseline | None = None,
    watch: Watch = unwatched,
) -> Checked:
    """Check a whole knowledge base, given its files; with `options.render`, make what depends on one article alone."""
    vocabulary, extra = _vocabulary(sources.words, sources.unreadable)
    extra += [Document(finding.path, None, None, (finding,), 1) for finding in sources.listing.skipped]
    per_article = _article_options(config, options, vocabulary)
    parts = _kept(sources, store, options)
    missing = [path for path in sources.keys if path not in parts]
    make = partial(_packed, sources.folder, per_article, sources.tested)
    for batch in _batches(make, missing, options.jobs, watch):
        for kind in PARTS:
            keys = sources.entry_keys if kind == ENTRY else sources.keys
            store.put(kind, [(keys[path], made[kind]) for path, made in batch if kind in made])
        for path, made in batch:
            part = unpack(made["check"], CheckPart)
            assert part is not None  # noqa: S101  (it was packed just now)
            parts[path] = part
    for kind in PARTS:
        store.prune(kind, (sources.entry_keys if kind == ENTRY else sources.keys).values())
    further = tuple(finding for document in extra for finding in check_document(document, per_article.context))
    checks = [parts[path] for path in sources.keys]
    watch("Comparing articles", 0, 0)
    groups = check_between(sources, store, checks, per_article.context)
    own = {part.path: part.tally for part in checks}
    outcome = Outcome(
        add_tallies(tally(further), own, *(one.tallies for one in groups)),
        sum(part.suppressed for part in checks) + sum(one.suppressed for one in groups),
        sum(part.published for part in checks),
        of_files=True,
        groups=tuple(one.key for one in groups),
        further=further,
    )
    if baseline:
        outcome = _without(baseline, Checked(sources, outcome, store), store)
    checked = Checked(sources, outcome, store)
    keep_outcome(checked, options, store)
    return checked


def _without(baseline: Baseline, checked: Checked, store: Store) -> Outcome:
    """What is wrong that the baseline does not know."""
    findings = checked.found.listed()
    left = subtract(findings, baseline)
    key = digest(checked.sources.key, "left")
    keep_group(key, left, store)
    suppressed = checked.outcome.suppressed + len(findings) - len(left)
    return Outcome(tally(left), suppressed, checked.outcome.articles, of_files=False, groups=(key,), further=())


class Site:
    """A site made of the sound articles of a checked knowledge base; nothing of it is read before it is asked for.

    Use as a context manager: what is made on the way goes at its end."""

    def __init__(
        self, config: Config, checked: Checked, options: Options, store: Store, watch: Watch = unwatched
    ) -> None:
        self._config, self._checked, self._options, self._store = config, checked, options, store
        self._watch = watch
        self._temporary = contextlib.ExitStack()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        self._temporary.close()

    def units(self) -> Iterator[Unit | Closing]:
        """Its units."""
        arguments = (self._config, self._articles, self.index, self._vocabulary, self._options.today)
        return site_units(*arguments, self._checked.sources.salt)

    @functools.cached_property
    def index(self) -> Path:
        """The index file that holds its articles. The one that answers on this machine are read from is brought up to
        date on the way."""
        keys, listing = self._checked.sources.entry_keys, self._checked.sources.listing
        by_key = {keys[article.part.path]: article for article in self._articles}
        self._watch("Indexing", 0, 0)
        base = index_base(self._config, listing)
        wanted = Wanted(base, list(by_key), self._vocabulary.synonyms(), partial(_entries, self._store, by_key))
        if not self._options.drafts and not self._checked.found.broken():
            return self._brought(INDEX, fingerprint(self._config, listing), wanted)
        if not self._options.drafts:
            self._keep_all(listing)
        return self._brought(SITE_INDEX, "", wanted)

    def _brought(self, name: str, key: str, wanted: Wanted) -> Path:
        try:
            path = self._store.folder / name
            bring(path, key, wanted, self._store.folder / INDEX)
        except UnstuckError:  # nothing can be kept there; where the site is to go, the disk may well have room
            folder = tempfile.TemporaryDirectory(prefix="unstuck-")
            path = Path(self._temporary.enter_context(folder)) / name
            bring(path, key, wanted)
        return path

    def _keep_all(self, listing: Listing) -> None:
        """Keep an index for answers on this machine where the site leaves out what is broken: answers do not."""
        knowledge_base = KnowledgeBase(self._config, starter=False, cache=self._store.folder)
        with contextlib.suppress(UnstuckError), wanted_entries(knowledge_base, listing) as wanted:
            bring(self._store.folder / INDEX, fingerprint(self._config, listing), wanted)

    @functools.cached_property
    def _vocabulary(self) -> Vocabulary:
        sources = self._checked.sources
        return _vocabulary(sources.words, sources.unreadable)[0]

    @functools.cached_property
    def _articles(self) -> list[SiteArticle]:
        options = _article_options(self._config, self._options, self._vocabulary)
        broken = self._checked.found.broken()
        sound = (path for path in self._checked.sources.keys if path not in broken)
        return unique(_Parts(self._store, self._checked.sources, options).articles(sound))


def unique(articles: Iterator[SiteArticle]) -> list[SiteArticle]:
    """Articles sorted by id, each id once: a twin has a finding, and must not become a second page."""
    by_id: dict[str, SiteArticle] = {}
    for article in articles:
        by_id.setdefault(article.card.kb_id.casefold(), article)
    return [by_id[key] for key in sorted(by_id)]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of articles, from a store; a part that it has lost is made again."""

    store: Store
    sources: Sources
    options: ArticleOptions

    def articles(self, paths: Iterable[str]) -> Iterator[SiteArticle]:
        """Those of some files that are to be published."""
        keys = self.sources.keys
        chosen = list(paths)
        kept = dict(self.store.get("merge", (keys[path] for path in chosen)))
        # Several feeds ask for the same articles one after the other.
        read = functools.lru_cache(maxsize=RECENT)(self.entry)
        unpublished = self._unpublished([path for path in chosen if keys[path] not in kept])
        for path in chosen:
            if path in unpublished:
                continue
            part = unpack(kept.get(keys[path]), MergePart) or self._again(path).merge
            if part is not None:
                entry, page, text = (partial(read, path), partial(self.page, path), partial(self.text, path))
                yield SiteArticle(keys[path], part, entry, page, text)

    def entry(self, path: str) -> IndexEntry:
        """What an index takes from an article."""
        entry = read_part(self.store, ENTRY, self.sources.entry_keys[path], IndexEntry) or self._again(path).entry
        assert entry is not None  # noqa: S101  (only an article that is published is asked for)
        return entry

    def page(self, path: str) -> PagePart:
        """What an article's own files are made of."""
        part = read_part(self.store, "page", self.sources.keys[path], PagePart) or self._again(path).page
        return part or PagePart("", b"", b"")

    def text(self, path: str) -> TextPart:
        """An article's full text."""
        part = read_part(self.store, "text", self.sources.keys[path], TextPart) or self._again(path).text
        return part or TextPart(b"", b"", b"")

    def _unpublished(self, paths: Sequence[str]) -> frozenset[str]:
        found = ((path, read_part(self.store, "check", self.sources.keys[path], CheckPart)) for path in paths)
        return frozenset(path for path, part in found if part is not None and not part.published)

    def _again(self, path: str) -> Contribution:
        made = _contribution(self.sources.folder, self.options, self.sources.tested, path)
        for kind, data in pack_parts(made).items():
            keys = self.sources.entry_keys if kind == ENTRY else self.sources.keys
            self.store.put(kind, [(keys[path], data)])
        return made


def _entries(store: Store, articles: Mapping[bytes, SiteArticle], wanted: Collection[bytes]) -> dict[bytes, IndexEntry]:
    """The entries of keys: of articles that there are, or that there were, as far as the store still has them."""
    found = {key: unpack(data, IndexEntry) for key, data in store.get(ENTRY, wanted)}
    lost = [key for key in wanted if found.get(key) is None and key in articles]
    return {key: one for key, one in found.items() if one} | {key: articles[key].entry() for key in lost}


def _kept(sources: Sources, store: Store, options: Options) -> dict[str, CheckPart]:
    """What checks need of the files of which all that is asked for is kept, by path."""
    kept = dict(store.get("check", sources.keys.values()))
    held = {kind: store.held(kind) for kind in PARTS}
    parts = {}
    for path, key in sources.keys.items():
        part = unpack(kept.get(key), CheckPart)
        if part is None or (part.dated_on and part.dated_on != options.today):
            continue
        kinds = ("findings", *(["summary"] if part.is_article else ()))
        if options.render and part.published:
            kinds = (*kinds, *PUBLISHED)
        if all((sources.entry_keys[path] if kind == ENTRY else key) in held[kind] for kind in kinds):
            parts[path] = part
    return parts


def _article_options(config: Config, options: Options, vocabulary: Vocabulary) -> ArticleOptions:
    context = CheckContext(options.today, vocabulary, config.loose)
    about = About(config.title, config.description, config.language, config.base_url, config.twins)
    return ArticleOptions(context, make_aliases(config.sections), about, options.render, options.drafts)


def _vocabulary(data: bytes, unreadable: Finding | None) -> tuple[Vocabulary, list[Document]]:
    if unreadable is not None:
        return Vocabulary(), [Document(VOCABULARY, None, None, (unreadable,), 1)]
    if not data:
        return Vocabulary(), []
    vocabulary, findings = read_vocabulary(data)
    return vocabulary, [Document(VOCABULARY, None, None, findings, 1)] if findings else []


def _batches(
    make: Callable[[str], tuple[str, dict[str, bytes]]], paths: Sequence[str], jobs: int, watch: Watch
) -> Iterator[list[tuple[str, dict[str, bytes]]]]:
    """The packed parts of articles in batches, made here or by workers."""
    done = 0
    chunks = [tuple(paths[start : start + _CHUNK]) for start in range(0, len(paths), _CHUNK)]
    with contextlib.ExitStack() as stack:
        run: Callable[..., Iterator[list[tuple[str, dict[str, bytes]]]]] = map
        if jobs > 1 and len(paths) >= PARALLEL_FROM:
            run = stack.enter_context(ProcessPoolExecutor(jobs)).map
        try:
            for batch in run(partial(_batch, make), chunks):
                yield batch
                done += len(batch)
                watch("Reading articles", done, len(paths))
        except RuntimeError as error:  # BrokenProcessPool: a worker was killed or ran out of memory
            raise UnstuckError(f"a worker died while reading articles ({error}); try --jobs 1") from None


def _batch(
    make: Callable[[str], tuple[str, dict[str, bytes]]], paths: Sequence[str]
) -> list[tuple[str, dict[str, bytes]]]:
    return [make(path) for path in paths]


def _packed(folder: Path, options: ArticleOptions, tested: Collection[str], path: str) -> tuple[str, dict[str, bytes]]:
    return path, pack_parts(_contribution(folder, options, tested, path))


def _contribution(folder: Path, options: ArticleOptions, tested: Collection[str], path: str) -> Contribution:
    document = read_article(folder, path, loose=options.context.loose, aliases=options.aliases)
    return contribute(document, path in tested, options)
