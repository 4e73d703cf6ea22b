"""A checked knowledge base for a command: the result of an earlier run, or of a new check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from unstuck.config import Config
from unstuck.progress import Watch
from unstuck.site.sources import Checked, LostError, Options, known_outcome, read_sources
from unstuck.store import Store


def with_store(folder: Path, run: Callable[[Store], int]) -> int:
    """What a command makes of the store in a cache folder; computed once more where the store has lost something."""
    with Store(folder) as store:
        try:
            return run(store)
        except LostError:
            store.forget()
            return run(store)


def checked_kb(
    config: Config,
    options: Options,
    store: Store,
    baseline: Mapping[str, int] | None,
    watch: Watch,
) -> Checked:
    """The knowledge base of a configuration, checked."""
    sources = read_sources(config, options, store, baseline)
    known = known_outcome(sources, options, store)
    if known is not None:
        return known
    # Where nothing changed, what reads and checks articles need not even be imported.
    from unstuck.site.pipeline import check_sources

    return check_sources(sources, config, options, store, baseline, watch)
