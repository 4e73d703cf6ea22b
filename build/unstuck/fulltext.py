"""The full-text index of a knowledge base, kept in the cache folder and brought up to date before it is asked."""

from __future__ import annotations

from collections.abc import Mapping

from unstuck.discovery import discover
from unstuck.library import Library, documents, fingerprint, is_public, keep
from unstuck.records import article_record
from unstuck.vocabulary import PATH, Vocabulary, read_vocabulary
from unstuck_search.engine import Engine, EngineBusyError, Record
from unstuck_search.whoosh_engine import WhooshEngine

STAMP = "fulltext.key"


def open_engine(library: Library) -> Engine:
    """The engine for a knowledge base, holding its published articles as they are now.

    Articles are read again only when a file has changed since the index was written.
    """
    listing = discover(library.config.kb_path)
    engine = _engine(library, read_kb_vocabulary(library).synonyms())
    key = fingerprint(library.config, listing)
    stamp = library.cache / STAMP
    try:
        if stamp.read_text(encoding="utf-8") == key:
            return engine
    except (OSError, UnicodeDecodeError):
        pass
    records: dict[str, Record] = {}
    for document in documents(library, listing.articles):
        if document.article is not None and document.source is not None and is_public(document):
            records[document.article.kb_id] = article_record(document.article, document.source.digest)
    if refresh(engine, records):
        keep(stamp, key.encode())
    return engine


def index_site(library: Library, records: dict[str, Record]) -> None:
    """Bring the index up to date with what a build has read anyway, so that the first search need not.

    `records` are the public articles of the whole knowledge base.
    """
    if refresh(_engine(library), records):
        keep(library.cache / STAMP, fingerprint(library.config, discover(library.config.kb_path)).encode())


def _engine(library: Library, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> WhooshEngine:
    try:
        return WhooshEngine(library.cache, synonyms)
    except OSError:
        return WhooshEngine(None, synonyms)  # the cache cannot be written: search from memory


def refresh(engine: WhooshEngine, records: dict[str, Record]) -> bool:
    """Bring an index to hold exactly these records, touching only those that changed.

    False where another process is changing it: its own work will do, or the next call's.
    """
    held = engine.digests()
    gone = held.keys() - records.keys()
    changed = [record for record in records.values() if held.get(record.id) != record.digest]
    try:
        if gone:
            engine.remove(gone)
        if changed:
            engine.index(changed)
    except EngineBusyError:
        return False
    return True


def read_kb_vocabulary(library: Library) -> Vocabulary:
    """The vocabulary of a knowledge base; empty where it has none."""
    try:
        return read_vocabulary((library.config.kb_path / PATH).read_bytes())[0]
    except OSError:
        return Vocabulary()
