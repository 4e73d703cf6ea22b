"""What is wrong with a whole knowledge base: how many findings each file has, and the findings themselves when asked
for. There may be a hundred thousand of them, and a run that only counts them need not read them."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from unstuck.finding import Finding, Severity

Kind = tuple[str, str, Severity]  # a rule's code and name, and how bad it is here


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each kind a file has, and how many of them can be fixed."""

    kinds: tuple[tuple[Kind, int], ...] = ()
    fixable: int = 0

    def __add__(self, other: Tally) -> Tally:
        if not self.kinds or not other.kinds:
            return self if self.kinds else other
        counts = dict(self.kinds)
        for kind, number in other.kinds:
            counts[kind] = counts.get(kind, 0) + number
        return Tally(tuple(sorted(counts.items())), self.fixable + other.fixable)


def tally(findings: Iterable[Finding]) -> dict[str, Tally]:
    """The tally of each file that has findings, by path."""
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    fixable: Counter[str] = Counter()
    for one in findings:
        kinds[one.path][(one.code, one.name, one.severity)] += 1
        fixable[one.path] += one.fix is not None
    return {path: Tally(tuple(sorted(counts.items())), fixable[path]) for path, counts in sorted(kinds.items())}


def add_tallies(*parts: Mapping[str, Tally]) -> dict[str, Tally]:
    """The tallies of several sources of findings, in the order of the paths; without files that have none."""
    total: dict[str, Tally] = {}
    for part in parts:
        for path, one in part.items():
            if one.kinds:
                total[path] = total[path] + one if path in total else one
    return dict(sorted(total.items()))


class Found:
    """The findings of some files. `tallies` are in the order of the paths; `read` gives all findings of files."""

    def __init__(self, tallies: Mapping[str, Tally], read: Callable[[Collection[str]], Iterable[Finding]]) -> None:
        self.tallies = tallies
        self._read = read

    def __bool__(self) -> bool:
        return bool(self.tallies)

    @functools.cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many there are of each kind."""
        counts: dict[Kind, int] = {}
        for one in self.tallies.values():
            for kind, number in one.kinds:
                counts[kind] = counts.get(kind, 0) + number
        return counts

    @property
    def severities(self) -> frozenset[Severity]:
        """How bad they are."""
        return frozenset(severity for _, _, severity in self.counts)

    @property
    def fixable(self) -> int:
        """How many of them can be fixed."""
        return sum(one.fixable for one in self.tallies.values())

    def broken(self) -> frozenset[str]:
        """The files that hold an error."""
        return frozenset(
            path
            for path, one in self.tallies.items()
            if any(severity is Severity.ERROR for (_, _, severity), _ in one.kinds)
        )

    def within(self, wanted: Callable[[str], bool]) -> Found:
        """Those of the files whose path is wanted."""
        return Found({path: one for path, one in self.tallies.items() if wanted(path)}, self._read)

    def listed(self) -> tuple[Finding, ...]:
        """All findings, sorted."""
        return tuple(sorted(self._read(self.tallies.keys()), key=lambda one: one.sort_key))

    def first(self, most: int) -> dict[Kind, Sequence[Finding]]:
        """The first findings of each kind; only the files that hold these are read."""
        left = dict.fromkeys(self.counts, most)
        paths = []
        for path, one in self.tallies.items():
            if any(kind in left for kind, _ in one.kinds):
                paths.append(path)
                for kind, number in one.kinds:
                    if left.get(kind, 0) > number:
                        left[kind] -= number
                    else:
                        left.pop(kind, None)
                if not left:
                    break
        found: dict[Kind, list[Finding]] = defaultdict(list)
        for one_found in sorted(self._read(paths), key=lambda one: one.sort_key):
            found[one_found.code, one_found.name, one_found.severity].append(one_found)
        return {kind: held[:most] for kind, held in found.items()}


def found_of(findings: Iterable[Finding]) -> Found:
    """The same of findings that are there."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_path[one.path].append(one)
    tallies = tally(chain.from_iterable(by_path.values()))
    return Found(tallies, lambda paths: (one for path in paths for one in by_path[path]))
