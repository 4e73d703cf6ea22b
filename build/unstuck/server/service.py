"""One knowledge base asked by many at a time: what the HTTP API and the MCP server answer with.

All of it may be called from any thread. A matcher reads its index through a connection that belongs to one thread, so
each thread opens its own; they share the file.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

from unstuck.article.discovery import discover
from unstuck.article.document import Document
from unstuck.article.kb_id import kb_id_fault
from unstuck.article.vocabulary import closest
from unstuck.errors import UsageError
from unstuck.feeds.article_json import article_json, article_markdown
from unstuck.json_data import JSON
from unstuck.lookup.answer_json import answer_json, search_json
from unstuck.lookup.index_file import MatchIndex
from unstuck.lookup.knowledge_base import KnowledgeBase, document_of, fingerprint, open_match_index
from unstuck.lookup.records import FACETS
from unstuck_search.fulltext.engine import Query
from unstuck_search.fulltext.search import search

FRESH_SECONDS = 2.0
MAX_KEPT = 512  # documents kept parsed


class Service:
    """Answers from one knowledge base, as it was when it was last refreshed."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        self.knowledge_base = knowledge_base
        self._lock = threading.Lock()
        self._own = threading.local()
        self._key = ""
        self._looked = 0.0
        self._documents: dict[str, Document | None] = {}

    def refresh(self) -> bool:
        """Make the indexes for the articles as they are now; False where nothing changed."""
        listing = discover(self.knowledge_base.config.kb_path)
        with self._lock:
            key = fingerprint(self.knowledge_base.config, listing)
            if key == self._key:
                return False
            open_match_index(self.knowledge_base)
            self._key = key
            self._documents = {}
            return True

    def freshen(self) -> None:
        """Refresh, but not more often than every few seconds: for servers without a file watcher."""
        if time.monotonic() - self._looked > FRESH_SECONDS:
            self._looked = time.monotonic()
            self.refresh()

    @property
    def version(self) -> str:
        """A version of the state of the knowledge base."""
        return self._key[:16]

    @property
    def title(self) -> str:
        """The name of the knowledge base."""
        return self.knowledge_base.config.title

    def answers(self) -> MatchIndex:
        """This thread's matcher."""
        key, answers = getattr(self._own, "answers", ("", None))
        if answers is None or key != self._key:
            with self._lock:
                key, answers = self._key, open_match_index(self.knowledge_base)
            self._own.answers = key, answers
        found: MatchIndex = answers
        return found

    def match(self, text: str) -> JSON:
        """The answer to a paste, as `unstuck match --format json` gives it."""
        index = self.answers()
        return answer_json(index.matcher.match(text), index.articles)

    def search(self, query: Query) -> JSON:
        """What full text finds, as `unstuck search --format json` gives it."""
        return search_json(search(self.answers().text, query))

    def article(self, kb_id: str) -> JSON | None:
        """A published article as data, by its id or a former one; None where there is none."""
        document = self._document(kb_id)
        return None if document is None or document.article is None else article_json(document.article)

    def markdown(self, kb_id: str) -> str | None:
        """A published article as its author wrote it; None where there is none."""
        document = self._document(kb_id)
        if document is None or document.article is None or document.source is None:
            return None
        return article_markdown(document.article, document.source, document.body_line).decode()

    def nearest(self, kb_id: str) -> str:
        """The published id nearest in spelling to one that there is not; else nothing."""
        known = {one.casefold(): one for one in self.answers().articles}
        return known.get(closest(kb_id[:64], known), "")

    def titles(self) -> list[tuple[str, str]]:
        """Id and title of every published article, by id."""
        articles = self.answers().articles
        return [(kb_id, articles[kb_id].title) for kb_id in sorted(articles)]

    def facets(self) -> dict[str, dict[str, int]]:
        """How often each word of each facet occurs in published articles, the most frequent first."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for article in self.answers().articles.values():
            counts["tag"].update(article.tags)
            counts["platform"].update(article.platform)
            counts["technology"].update(article.technologies)
            counts["category"].update(filter(None, [article.category]))
            counts["criticality"].update(filter(None, [article.criticality]))
        return {
            name: dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, counter in counts.items()
        }

    def address(self, kb_id: str) -> str:
        """Where a reader finds an article: its public address, or the resource that represents it."""
        base = self.knowledge_base.config.base_url.rstrip("/")
        return f"{base}/kb/{kb_id}/" if base else f"kb://article/{kb_id}"

    def _document(self, kb_id: str) -> Document | None:
        if kb_id_fault(kb_id):
            return None
        known = self._documents
        if kb_id in known:
            return known[kb_id]
        found = document_of(self.knowledge_base, kb_id)
        document = found if found is not None and found.is_public else None
        if len(known) < MAX_KEPT:
            known[kb_id] = document
        return document


def open_service(knowledge_base: KnowledgeBase) -> Service:
    """A service whose indexes are ready.

    Raises:
        UsageError: the knowledge base holds no articles' folder.
    """
    if not Path(knowledge_base.config.kb_path).is_dir():
        raise UsageError(f"{knowledge_base.config.kb_path}: no such folder")
    service = Service(knowledge_base)
    service.refresh()
    return service
