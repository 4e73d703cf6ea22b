"""A progress bar on long work, where a terminal looks on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unstuck.progress import Watch, unwatched

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 0.5  # seconds after which somebody wonders


@contextmanager
def bar(*, quiet: bool = False) -> Iterator[Watch]:
    """A function to call with what is being done, how much is done, and of how much. The bar appears once the work has
    taken half a second, and is gone at the end."""
    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    shown = _Bar()
    try:
        yield shown.update
    finally:
        shown.close()


class _Bar:
    def __init__(self) -> None:
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._what = ""

    def update(self, what: str, done: int, total: int) -> None:
        if self._progress is None:
            if time.monotonic() - self._started < _PATIENCE:
                return
            self._progress = _progress()
            self._progress.start()
        if what != self._what:
            for task in self._progress.task_ids:
                self._progress.remove_task(task)
            self._progress.add_task(what, total=total or None)
            self._what = what
        self._progress.update(self._progress.task_ids[0], completed=done, total=total or None)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Counted(ProgressColumn):
        """How many of how many, and how many a second."""

        def render(self, task: Task) -> Text:
            if task.total is None:
                return Text("")
            rate = f"  {task.speed:,.0f}/s" if task.speed else ""
            return Text(f"{task.completed:,.0f}/{task.total:,.0f}{rate}")

    columns = (TextColumn("{task.description}"), BarColumn(), Counted(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
