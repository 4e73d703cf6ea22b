"""The engine of the query language, kept in the cache folder and brought up to date before it is asked."""

from __future__ import annotations

from unstuck.article.discovery import discover
from unstuck.lookup.knowledge_base import KnowledgeBase, documents, fingerprint, write_cache
from unstuck.lookup.records import article_record
from unstuck_search.fulltext.engine import Engine, EngineBusyError, Record
from unstuck_search.fulltext.whoosh_engine import WhooshEngine

STAMP = "fulltext.key"


def open_engine(knowledge_base: KnowledgeBase) -> Engine:
    """The engine for a knowledge base, holding its published articles as they are now.

    Articles are read again only when a file has changed since the index was written.
    """
    listing = discover(knowledge_base.config.kb_path)
    engine = _engine(knowledge_base)
    key = fingerprint(knowledge_base.config, listing)
    stamp = knowledge_base.cache / STAMP
    try:
        if stamp.read_text(encoding="utf-8") == key:
            return engine
    except (OSError, UnicodeDecodeError):
        pass
    records: dict[str, Record] = {}
    for document in documents(knowledge_base, listing.articles):
        if document.article is not None and document.source is not None and document.is_public:
            records[document.article.kb_id] = article_record(document.article, document.source.digest)
    if refresh(engine, records):
        write_cache(stamp, key.encode())
    return engine


def _engine(knowledge_base: KnowledgeBase) -> Engine:
    try:
        return WhooshEngine(knowledge_base.cache)
    except OSError:
        return WhooshEngine()  # the cache cannot be written: search from memory


def refresh(engine: Engine, records: dict[str, Record]) -> bool:
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
