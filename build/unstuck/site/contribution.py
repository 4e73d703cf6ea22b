"""What one article contributes to a site: everything that depends on that article alone.

The stage is pure, bytes in and values out, so it may run in any process and be kept by the file's content.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from unstuck.article.deadline import SECONDS, TooSlow, deadline
from unstuck.article.document import Document
from unstuck.article.file_rules import TOO_SLOW
from unstuck.article.model import FrontMatter
from unstuck.article.roles import Aliases
from unstuck.article.summary import Allow, Summary, summarise
from unstuck.checks import check_document
from unstuck.checks.check import CheckContext
from unstuck.feeds.article_json import article_json, article_markdown
from unstuck.feeds.chunks import Chunk, chunks
from unstuck.finding import Finding, Span, report
from unstuck.findings.suppress import allows
from unstuck.json_data import dump
from unstuck.lookup.index_entry import IndexEntry, make_index_entry
from unstuck.lookup.records import article_record
from unstuck.pages.body import render_body
from unstuck.pages.site import Card, make_card
from unstuck_search.fulltext.engine import Record


@dataclass(frozen=True, slots=True)
class Rendered:
    """The published parts of one article: its page's body, its twins, and its entries in feeds and indexes.

    `public` is false for what is published only because it was asked for (drafts).
    """

    card: Card
    front: FrontMatter
    body: str
    page_json: bytes
    markdown: bytes
    chunks: tuple[Chunk, ...]
    index_entry: IndexEntry
    record: Record
    public: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """One file's share. `summary` is None where it is not an article; `rendered` where it is not to be published.

    `text` is kept for reports that show the line of a finding, and for fixes.
    """

    path: str
    findings: tuple[Finding, ...]
    allows: tuple[Allow, ...] = ()
    summary: Summary | None = None
    rendered: Rendered | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ArticleOptions:
    """What a worker needs besides the file."""

    context: CheckContext
    aliases: Aliases
    render: bool = True
    drafts: bool = False
    language: str = "en"


def contribute(document: Document, has_evidence: bool, options: ArticleOptions) -> Contribution:
    """The contribution of one article, as far as it could be read."""
    try:
        with deadline():
            return _whole(document, has_evidence, options)
    except TooSlow:
        slow = report(TOO_SLOW, Span(1), seconds=f"{SECONDS:.0f}")
        unread = Document(document.path, None, None, (slow,), 1)
        return Contribution(document.path, tuple(check_document(unread, options.context)))


def _whole(document: Document, has_evidence: bool, options: ArticleOptions) -> Contribution:
    findings = tuple(check_document(document, options.context))
    source, article = document.source, document.article
    text = source.text if source else ""
    marks = tuple(allows(source)) if source else ()
    if article is None or source is None or not article.kb_id:
        return Contribution(document.path, findings, marks, text=text)
    summary = summarise(article, allows=tuple(mark.name.casefold() for mark in marks), has_evidence=has_evidence)
    rendered = None
    if options.render and (options.drafts or document.is_public):
        record = article_record(article, source.digest)
        rendered = Rendered(
            make_card(article, evidence=has_evidence),
            article.front,
            render_body(article, options.context.vocabulary, options.language),
            dump(article_json(article)),
            article_markdown(article, source, document.body_line),
            chunks(article),
            make_index_entry(article, record),
            record,
            document.is_public,
        )
    return Contribution(document.path, findings, marks, summary, rendered, text)
