"""What a run reads, and what is known of it from an earlier run: where nothing changed, no more than this is loaded."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.article.discovery import Listing, discover, read_file
from unstuck.config import Config
from unstuck.finding import Finding, Severity
from unstuck.lookup.index_key import entries_salt, entry_key, file_bytes
from unstuck.packing import digest, pack, unpack
from unstuck.resources import code_stamp
from unstuck.store import Store

VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Options:
    """What one run is asked for. `drafts` takes in what is not published; `render` makes pages, not findings alone."""

    today: datetime.date
    jobs: int = 1
    drafts: bool = False
    render: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a knowledge base, and the keys under which a store keeps what is made of them.

    `words` is the vocabulary's file, `unreadable` says why it could not be read; `tested` are the articles with a paste
    that must find them. `keys` are those of the files' parts by path, `entry_keys` those of their index entries. `key`
    stands for all of them and for all else that findings depend on, `salt` for what is the same for every article.
    """

    folder: Path
    listing: Listing
    words: bytes
    unreadable: Finding | None
    tested: frozenset[str]
    keys: Mapping[str, bytes]
    entry_keys: Mapping[str, bytes]
    salt: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is wrong with a knowledge base, sorted, how many findings authors allowed or the baseline knows, and how
    many articles are to be published."""

    findings: tuple[Finding, ...]
    suppressed: int
    articles: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A knowledge base read and checked."""

    sources: Sources
    outcome: Outcome

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it, sorted."""
        return self.outcome.findings

    def texts(self, paths: Iterable[str]) -> dict[str, str]:
        """The texts of some files, by path; without those that cannot be read."""
        from unstuck.article.source import decode

        found = {}
        for path in sorted(paths):
            source, _ = decode(path, read_file(self.sources.folder, path)[0])
            if source is not None:
                found[path] = source.text
        return found

    def broken(self) -> frozenset[str]:
        """The files that hold an error."""
        return frozenset(finding.path for finding in self.findings if finding.severity is Severity.ERROR)


def read_sources(config: Config, options: Options, store: Store, baseline: Mapping[str, int] | None = None) -> Sources:
    """The files of a knowledge base as they are now."""
    folder = config.kb_path
    listing = discover(folder)
    words, unreadable = read_file(folder, VOCABULARY) if listing.has_vocabulary else (b"", None)
    tested = frozenset(one.article for one in listing.evidence if one.kind == "hit")
    own = (config.profile, sorted(config.sections.items()), config.language, config.base_url, options.drafts)
    salt = digest(code_stamp(), words, own)
    digests = store.digests(listing.articles, listing.stamps, partial(file_bytes, folder))
    entries = entries_salt(config, drafts=options.drafts)
    entry_keys = {path: entry_key(entries, path, digests[path]) for path in listing.articles}
    keys = {path: digest(salt, path, path in tested, digests[path]) for path in listing.articles}
    key = digest(salt, list(keys.values()), listing.skipped, options.today, baseline, unreadable)
    return Sources(folder, listing, words, unreadable, tested, keys, entry_keys, salt, key)


def known_outcome(sources: Sources, options: Options, store: Store) -> Checked | None:
    """What an earlier run made of the same files; None where none did, or it did not render what is to be rendered."""
    if options.render and sources.key not in store.held("rendered"):
        return None
    for _, data in store.get("outcome", [sources.key]):
        outcome = unpack(data, Outcome)
        if outcome is not None:
            return Checked(sources, outcome)
    return None


def keep_outcome(checked: Checked, options: Options, store: Store) -> None:
    """Keep what a run found for the next one."""
    store.put("outcome", [(checked.sources.key, pack(checked.outcome))])
    if options.render:
        store.put("rendered", [(checked.sources.key, b"")])
    for kind in ("outcome", "rendered"):
        store.prune(kind, [checked.sources.key])


def site_key(config: Config, checked: Checked, options: Options) -> bytes:
    """What stands for all that the units of a site are made of."""
    facts = (config.title, config.description, config.base_url, config.ask_url, config.language)
    return digest(checked.sources.key, facts, options.today)
