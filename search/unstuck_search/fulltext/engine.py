"""What is looked for and found in full text, and the protocol of an engine with a query language.

Plain words are ranked by our own index (`search.py`); an engine answers queries that people write on purpose. No
engine's own types show here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Record:
    """One article as full text sees it. Facets are exact words by facet name; `digest` identifies a version."""

    id: str
    title: str
    errors: str = ""
    symptoms: str = ""
    tldr: str = ""
    commands: str = ""
    body: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, or what an engine's query language says; each facet narrows to one of its words."""

    words: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a record's text; `marks` are the offsets (start, end) of the words found."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record found."""

    id: str
    title: str
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first, the count of all, how they spread over facets, and what may have been meant."""

    hits: tuple[SearchHit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    did_you_mean: str = ""


class QueryError(Exception):
    """A query that cannot be read; the message says why."""


class EngineBusyError(Exception):
    """Another process is changing the index; what is in it can be searched all the same."""


class Engine(Protocol):
    """An engine with a query language."""

    def digests(self) -> Mapping[str, str]:
        """The digest of each record that the index holds, by id."""

    def index(self, records: Iterable[Record]) -> None:
        """Add records, or replace those of the same id."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take records out; unknown ids are not an error."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query of its language.

        Raises:
            QueryError: it cannot be read.
        """
