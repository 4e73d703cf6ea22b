"""The knowledge bases that a paste is put to, by priority: folders, and published sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from unstuck.lookup.index_file import MatchIndex
from unstuck.lookup.knowledge_base import cache_folder, open_knowledge_base, open_match_index
from unstuck.progress import Watch, unwatched
from unstuck.wording import counted
from unstuck_search.matcher.answer import Answer, Verdict


class AnswerSource(NamedTuple):
    """One knowledge base: as it was named, described, what answers, and the address of its site, if that is known."""

    name: str
    description: str
    answers: MatchIndex
    site: str = ""


def open_sources(
    named: Sequence[str],
    cache: str | None,
    *,
    offline: bool,
    warn: Callable[[str], None],
    watch: Watch = unwatched,
) -> tuple[AnswerSource, ...]:
    """The knowledge bases of these names, or the nearest one where none is named.

    Raises:
        UsageError: one of them is not there or cannot be read.
    """
    return tuple(
        _remote(kb, cache, offline, warn)
        if kb is not None and "://" in kb
        else _local(kb, cache, watch, several=len(named) > 1)
        for kb in named or (None,)
    )


def ask(sources: Sequence[AnswerSource], text: str) -> tuple[Answer, AnswerSource]:
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


def _local(kb: str | None, cache: str | None, watch: Watch, *, several: bool) -> AnswerSource:
    # Indexes of several would overwrite each other in one folder.
    knowledge_base = open_knowledge_base(Path.cwd(), kb=kb, cache=cache)
    if several and cache:
        knowledge_base = open_knowledge_base(
            Path.cwd(), kb=kb, cache=str(Path(cache) / cache_folder(knowledge_base.config).name)
        )
    answers = open_match_index(knowledge_base, watch)
    return AnswerSource(
        kb or str(knowledge_base.config.kb_path), knowledge_base.describe(len(answers.articles)), answers
    )


def _remote(kb: str, cache: str | None, offline: bool, warn: Callable[[str], None]) -> AnswerSource:
    from unstuck.remote.cache import feed_address, open_remote

    answers = open_remote(kb, cache, offline=offline, warn=warn)
    return AnswerSource(kb, f"{kb}, {counted(len(answers.articles), 'article')}", answers, feed_address(kb))
