"""What a check is, and what it is given."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from unstuck.diagnostic import Finding, Fix, Severity
from unstuck.document import Document
from unstuck.summary import Summary
from unstuck.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Setting:
    """What checks may know beside the text: the KB's vocabulary, its profile, and the date to judge by."""

    today: datetime.date
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding. `doc` is its page in the manual: what it finds, why it matters, bad, good."""

    code: str
    name: str
    severity: Severity
    doc: str
    run: Callable[..., Iterator[Finding]]

    @property
    def summary(self) -> str:
        """The headline of the manual page."""
        return self.doc.partition("\n")[0]

    def finding(
        self, path: str, line: int, column: int, message: str, help: str = "", *, fix: Fix | None = None
    ) -> Finding:
        """A finding of this kind."""
        return Finding(path, line, column, self.code, self.name, self.severity, message, help, fix)


DocumentCheck = Callable[[Document, Setting], Iterator[Finding]]
KbCheck = Callable[[Sequence[Summary], Setting], Iterator[Finding]]


def from_module(module: ModuleType) -> Check:
    """The check that a module of this package holds: its constants, its docstring and its `check` function."""
    doc = inspect.cleandoc(module.__doc__ or "")
    return Check(module.CODE, module.NAME, module.SEVERITY, doc, module.check)
