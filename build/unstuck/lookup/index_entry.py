"""What an index takes from each article, kept from one time to the next, so that only changed files are read again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from unstuck.article.model import Article
from unstuck.feeds import errors_json
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle, FeedSignature
from unstuck.json_data import JSON
from unstuck_search.fulltext.engine import Record
from unstuck_search.index.bm25 import Bm25Index, build_bm25_index, count_terms


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One article's part of the errors feed, and how often it holds each term of the full text, as JSON: ten thousand
    of these must fit in memory."""

    article: FeedArticle
    signatures: tuple[FeedSignature, ...]
    terms: str

    @property
    def kb_id(self) -> str:
        return self.article.kb_id

    def to_json(self) -> JSON:
        """The entry as caches keep it."""
        return {
            "article": self.article.to_json(),
            "signatures": [signature.to_json() for signature in self.signatures],
            "terms": self.terms,
        }

    @classmethod
    def from_json(cls, data: JSON) -> IndexEntry:
        """An entry that was kept."""
        signatures = tuple(map(FeedSignature.from_json, data["signatures"]))
        return cls(FeedArticle.from_json(data["article"]), signatures, data["terms"])


def make_index_entry(article: Article, record: Record) -> IndexEntry:
    """The entry of an article, given its full-text record."""
    names = [placeholder.name for placeholder in article.placeholders]
    signatures = errors_json.article_signatures(article)
    return IndexEntry(
        errors_json.feed_article(article),
        tuple(errors_json.feed_signature(signature, names) for signature in signatures),
        json.dumps(
            count_terms(
                article.title,
                "\n".join(signature.text for signature in signatures),
                "\n".join((record.symptoms, record.tldr, record.commands, record.body)),
            )
        ),
    )


def pack(salt: str, entries: Iterable[tuple[str, IndexEntry | None]]) -> bytes:
    """Entries by key as a file; None means a file that holds no published article.

    `salt` names what else the entries depend on, such as our version.
    """
    lines = [salt.encode()]
    for key, index_entry in entries:
        line = json.dumps([key, None if index_entry is None else index_entry.to_json()], ensure_ascii=False)
        data = line.encode("utf-8", "surrogatepass")
        lines.append(b"%08x %s" % (zlib.crc32(data), data))
    return b"\n".join(lines)


def unpack(salt: str, data: bytes) -> Iterator[tuple[str, IndexEntry | None]]:
    """The entries of a file of this salt; damaged lines are left out."""
    first, _, rest = data.partition(b"\n")
    if first != salt.encode():
        return
    for line in rest.split(b"\n"):
        if line[:9] == b"%08x " % zlib.crc32(line[9:]):
            key, index_entry = json.loads(line[9:].decode("utf-8", "surrogatepass"))
            yield key, None if index_entry is None else IndexEntry.from_json(index_entry)


def bm25_of_entries(entries: Collection[IndexEntry]) -> Bm25Index:
    """The full text of entries."""
    ordered = sorted(entries, key=lambda one: one.kb_id)
    return build_bm25_index((one.kb_id, json.loads(one.terms)) for one in ordered)


def feed_of(entries: Collection[IndexEntry], title: str, base_url: str) -> ErrorsFeed:
    """The errors feed made of entries."""
    signatures = [signature for entry in entries for signature in entry.signatures]
    return errors_json.errors_feed(title, base_url, [entry.article for entry in entries], signatures)
