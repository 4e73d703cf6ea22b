"""The knowledge bases that a paste is put to, by priority: folders, and published sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from unstuck.library import Answers, cache_folder, open_answers, open_library
from unstuck_search.answers import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Source:
    """One knowledge base: as it was named, in words, what answers, and the address of its site, if that is known."""

    name: str
    told: str
    answers: Answers
    site: str = ""


def open_sources(
    named: Sequence[str], cache: str | None, *, offline: bool, warn: Callable[[str], None]
) -> tuple[Source, ...]:
    """The knowledge bases of these names, or the one in sight where none is named.

    Raises:
        UsageError: one of them is not there or cannot be read.
    """
    return tuple(
        _remote(kb, cache, offline, warn)
        if kb is not None and "://" in kb
        else _local(kb, cache, several=len(named) > 1)
        for kb in named or (None,)
    )


def ask(sources: Sequence[Source], text: str) -> tuple[Answer, Source]:
    """The answer of the first that has a match; else of the first that has candidates; else of the first."""
    candidates = None
    first = None
    for source in sources:
        answer = source.answers.matcher.match(text)
        if answer.verdict is Verdict.MATCH:
            return answer, source
        first = first or (answer, source)
        if answer.verdict is Verdict.CANDIDATES:
            candidates = candidates or (answer, source)
    found = candidates or first
    assert found is not None  # noqa: S101  (there is always one source)
    return found


def _local(kb: str | None, cache: str | None, *, several: bool) -> Source:
    # Indexes of several would overwrite each other in one folder.
    library = open_library(Path.cwd(), kb=kb, cache=cache)
    if several and cache:
        library = open_library(Path.cwd(), kb=kb, cache=str(Path(cache) / cache_folder(library.config).name))
    answers = open_answers(library)
    return Source(kb or str(library.config.kb_path), library.describe(answers.articles), answers)


def _remote(kb: str, cache: str | None, offline: bool, warn: Callable[[str], None]) -> Source:
    from unstuck.remote import feed_address, open_remote

    answers = open_remote(kb, cache, offline=offline, warn=warn)
    return Source(kb, f"{kb}, {answers.articles} articles", answers, feed_address(kb))
