"""What one article contributes to a site: everything that depends on that article alone.

The stage is pure, bytes in and values out. It runs in any process, and what it makes is kept by the file's content: as
several parts, so that who needs the findings alone does not read the pages.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from unstuck.article.deadline import SECONDS, TooSlow, deadline
from unstuck.article.document import Document
from unstuck.article.file_rules import TOO_SLOW
from unstuck.article.roles import Aliases
from unstuck.article.summary import Allow, Summary, summarise
from unstuck.checks import check_document
from unstuck.checks.check import CheckContext
from unstuck.feeds.about import About
from unstuck.feeds.article_json import article_json, article_markdown
from unstuck.feeds.chunks import chunks, kb_jsonl
from unstuck.feeds.errors_json import article_signatures
from unstuck.finding import Finding, Span, report
from unstuck.findings.suppress import allows
from unstuck.json_data import dump
from unstuck.lookup.index_entry import IndexEntry, make_index_entry
from unstuck.lookup.index_key import ENTRY
from unstuck.lookup.records import article_record
from unstuck.packing import pack
from unstuck.pages.body import render_body
from unstuck.pages.site import Card, make_card


@dataclass(frozen=True, slots=True)
class CheckPart:
    """What checks need of one file. `summary` is None where it is not an article; `published` means that it has the
    other parts; `dated_on` is the day that its findings hold for, None where they hold on any."""

    path: str
    findings: tuple[Finding, ...]
    allows: tuple[Allow, ...] = ()
    summary: Summary | None = None
    published: bool = False
    dated_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class MergePart:
    """What other pages need of an article. `shapes` are its signatures' shapes, each with its lines as written, by
    which articles that state the same error are found."""

    path: str
    card: Card
    status: str
    related_kb: tuple[str, ...]
    aliases: tuple[str, ...]
    superseded_by: str
    shapes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """What an article's own files are made of: the body of its page, and its twins."""

    body: str
    json: bytes
    markdown: bytes


@dataclass(frozen=True, slots=True)
class TextPart:
    """What feeds of full texts need of an article: its lines of `kb.jsonl`, and its Markdown."""

    lines: bytes
    markdown: bytes


@dataclass(frozen=True, slots=True)
class Contribution:
    """One file's share, in its parts; the other parts are None where it is not to be published, or not rendered."""

    check: CheckPart
    entry: IndexEntry | None = None
    merge: MergePart | None = None
    page: PagePart | None = None
    text: TextPart | None = None


# The parts by the kind under which a store keeps them.
PARTS: dict[str, type[CheckPart | IndexEntry | MergePart | PagePart | TextPart]] = {
    "check": CheckPart,
    ENTRY: IndexEntry,
    "merge": MergePart,
    "page": PagePart,
    "text": TextPart,
}


def pack_parts(contribution: Contribution) -> dict[str, bytes]:
    """The parts of a contribution by their kind, as a store keeps them."""
    parts = {kind: getattr(contribution, kind) for kind in PARTS}
    return {kind: pack(part) for kind, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class ArticleOptions:
    """What a worker needs besides the file."""

    context: CheckContext
    aliases: Aliases
    about: About
    render: bool = True
    drafts: bool = False


def contribute(document: Document, has_evidence: bool, options: ArticleOptions) -> Contribution:
    """The contribution of one article, as far as it could be read."""
    try:
        with deadline():
            return _whole(document, has_evidence, options)
    except TooSlow:
        slow = report(TOO_SLOW, Span(1), seconds=f"{SECONDS:.0f}")
        unread = Document(document.path, None, None, (slow,), 1)
        return Contribution(CheckPart(document.path, tuple(check_document(unread, options.context))))


def _whole(document: Document, has_evidence: bool, options: ArticleOptions) -> Contribution:
    findings = tuple(check_document(document, options.context))
    source, article = document.source, document.article
    marks = tuple(allows(source)) if source else ()
    if article is None or source is None or not article.kb_id:
        return Contribution(CheckPart(document.path, findings, marks))
    front = article.front
    summary = summarise(article, allows=tuple(mark.name.casefold() for mark in marks), has_evidence=has_evidence)
    published = options.drafts or document.is_public
    days = (day for day in (front.created, front.updated) if day is not None)
    today = options.context.today
    dated = front.review_by is not None or any(day > today for day in days)
    check = CheckPart(document.path, findings, marks, summary, published, today if dated else None)
    if not (options.render and published):
        return Contribution(check)
    markdown = article_markdown(article, source, document.body_line)
    entry = make_index_entry(article, article_record(article, source.digest))
    body = render_body(article, options.context.vocabulary, options.about.language)
    return Contribution(
        check,
        entry,
        MergePart(
            document.path,
            make_card(article, evidence=has_evidence),
            front.status,
            front.related_kb,
            front.aliases,
            front.superseded_by,
            tuple((one.shape, tuple(line.source for line in one.templates)) for one in article_signatures(article)),
        ),
        PagePart(body, dump(article_json(article)), markdown),
        TextPart(b"".join(kb_jsonl(options.about, [(entry.article, chunks(article))])), markdown),
    )
