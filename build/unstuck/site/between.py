"""Checks of what is between articles: they run again only where what they read has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from unstuck.article.summary import Summary
from unstuck.checks import KB_CHECKS, SIGNATURE_CHECKS, check_kb
from unstuck.checks.check import CheckContext
from unstuck.findings.found import Tally, tally
from unstuck.findings.suppress import apply
from unstuck.packing import digest, pack, unpack
from unstuck.site.contribution import CheckPart
from unstuck.site.sources import LostError, Sources, keep_group
from unstuck.store import Store

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Group:
    """What checks of the whole knowledge base found: its tallies by path, and the key under which the findings lie."""

    key: bytes
    tallies: dict[str, Tally]
    suppressed: int


def check_between(sources: Sources, store: Store, parts: Sequence[CheckPart], context: CheckContext) -> Iterable[Group]:
    """What is wrong between articles: what signatures alone decide, and the rest. Each is read where nothing of it
    changed."""
    articles = [part for part in parts if part.is_article]
    others = tuple(one for one in KB_CHECKS if one not in SIGNATURE_CHECKS)
    groups = []
    summaries: list[Summary] = []
    for checks, facts in (
        (SIGNATURE_CHECKS, [part.stated for part in articles]),
        (others, [part.linked for part in articles]),
    ):
        key = digest(sources.salt, [one.rule.code for one in checks], facts)
        known = read_part(store, "tallies", key, Group)
        if known is None:
            summaries = summaries or _summaries(sources, store, articles)
            findings = check_kb(summaries, replace(context, memo=partial(_memo, store, sources.salt)), checks)
            marks = {one.path: one.allows for one in summaries}
            kept, suppressed = apply(findings, marks)
            keep_group(key, kept, store)
            known = Group(key, tally(kept), len(suppressed))
            store.put("tallies", [(key, pack(known))])
        groups.append(known)
    store.prune("tallies", [one.key for one in groups])
    return groups


def _summaries(sources: Sources, store: Store, articles: Sequence[CheckPart]) -> list[Summary]:
    """The summaries of articles.

    Raises:
        LostError: one is not there.
    """
    kept = dict(store.get("summary", [sources.keys[part.path] for part in articles]))
    found = [unpack(kept.get(sources.keys[part.path]), Summary) for part in articles]
    if None in found:
        raise LostError
    return [one for one in found if one is not None]


def _memo(store: Store, salt: bytes, name: str, facts: object, kind: type[P], make: Callable[[], P]) -> P:
    """A value that depends on nothing but `facts`, as it was kept, or made."""
    key = digest(salt, facts)
    known = read_part(store, name, key, kind)
    if known is None:
        known = make()
        store.put(name, [(key, pack(known))])
        store.prune(name, [key])
    return known


def read_part(store: Store, kind: str, key: bytes, part: type[P]) -> P | None:
    """A value that a store may have."""
    return next((unpack(data, part) for _, data in store.get(kind, [key])), None)
