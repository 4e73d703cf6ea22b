"""What a run reads, and what is known of it from an earlier run: where nothing changed, no more than this is loaded."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.article.discovery import Listing, discover, read_file
from unstuck.article.vocabulary import PATH as VOCABULARY
from unstuck.config import Config
from unstuck.finding import Finding
from unstuck.findings.found import Found, Tally
from unstuck.lookup.index_key import entries_salt, entry_key, file_bytes
from unstuck.packing import digest, pack, unpack
from unstuck.resources import code_stamp
from unstuck.store import Store

GROUP_PARTS = 64


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
class FindingsPart:
    """Findings as they are kept: of one file on its own, or a part of a group's."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is wrong with a knowledge base, as far as every run must know: the tally of each file that has findings, in
    the order of their paths; how many findings authors allowed or the baseline knows; how many articles are to be
    published.

    The findings themselves lie in the store: those of single files by the files' keys where `of_files` says so, others
    by the keys of `groups`; `further` are those of what is no article.
    """

    tallies: Mapping[str, Tally]
    suppressed: int
    articles: int
    of_files: bool
    groups: tuple[bytes, ...]
    further: tuple[Finding, ...]


class LostError(Exception):
    """Findings that were kept are not there any more. The cure is to delete what was kept and check again."""


class Checked:
    """A knowledge base read and checked; its findings are read from the store when they are asked for."""

    def __init__(self, sources: Sources, outcome: Outcome, store: Store) -> None:
        self.sources = sources
        self.outcome = outcome
        self.found = Found(outcome.tallies, partial(_read_findings, sources, outcome, store))

    def texts(self, paths: Iterable[str]) -> dict[str, str]:
        """The texts of some files, by path; without those that cannot be read."""
        from unstuck.article.source import decode

        found = {}
        for path in sorted(paths):
            source, _ = decode(path, read_file(self.sources.folder, path)[0])
            if source is not None:
                found[path] = source.text
        return found


def _read_findings(sources: Sources, outcome: Outcome, store: Store, paths: Collection[str]) -> Iterator[Finding]:
    """All findings of some files.

    Raises:
        LostError: some that were kept are not there.
    """
    wanted = set(paths)
    yield from (one for one in outcome.further if one.path in wanted)
    keys = {sources.keys[path] for path in wanted if path in sources.keys} if outcome.of_files else set()
    places = {group_place(group, path) for group in outcome.groups for path in wanted}
    for kind, asked in (("findings", keys), ("group", places)):
        found = [unpack(data, FindingsPart) for _, data in store.get(kind, asked)]
        if len(found) < len(asked) or None in found:
            raise LostError
        yield from (one for part in found if part for one in part.findings if one.path in wanted)


def group_place(group: bytes, path: str) -> bytes:
    """The key under which those of a group's findings lie that are in a file."""
    return digest(group, zlib.crc32(path.encode("utf-8", "replace")) % GROUP_PARTS)


def keep_group(group: bytes, findings: Iterable[Finding], store: Store) -> None:
    """Keep the findings of a group in parts, of which few are read for a few files."""
    parts: dict[bytes, list[Finding]] = {digest(group, number): [] for number in range(GROUP_PARTS)}
    for one in findings:
        parts[group_place(group, one.path)].append(one)
    store.put("group", [(key, pack(FindingsPart(tuple(held)))) for key, held in parts.items()])


def read_sources(config: Config, options: Options, store: Store, baseline: Mapping[str, int] | None = None) -> Sources:
    """The files of a knowledge base as they are now."""
    folder = config.kb_path
    listing = discover(folder)
    words, unreadable = read_file(folder, VOCABULARY) if listing.has_vocabulary else (b"", None)
    tested = frozenset(one.article for one in listing.evidence if one.kind == "hit")
    named = (config.title, config.language, config.base_url, config.twins)
    own = (config.profile, sorted(config.sections.items()), *named, options.drafts)
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
            return Checked(sources, outcome, store)
    return None


def keep_outcome(checked: Checked, options: Options, store: Store) -> None:
    """Keep what a run found for the next one."""
    key = checked.sources.key
    store.put("outcome", [(key, pack(checked.outcome))])
    if options.render:
        store.put("rendered", [(key, b"")])
    for kind in ("outcome", "rendered"):
        store.prune(kind, [key])
    groups = checked.outcome.groups
    store.prune("group", [digest(group, number) for group in groups for number in range(GROUP_PARTS)])


def site_key(config: Config, checked: Checked, options: Options) -> bytes:
    """What stands for all that the units of a site are made of."""
    facts = (config.title, config.description, config.base_url, config.ask_url, config.language, config.twins)
    return digest(checked.sources.key, facts, options.today)
