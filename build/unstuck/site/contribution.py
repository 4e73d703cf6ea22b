"""What one article contributes to a site: everything that depends on that article alone.

The stage is pure, bytes in and values out. It runs in any process, and what it makes is kept by the file's content: as
several parts, so that who needs the findings alone does not read the pages.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from unstuck.article.deadline import SECONDS, TooSlow, deadline
from unstuck.article.document import Document
from unstuck.article.file_rules import TOO_SLOW
from unstuck.article.roles import Aliases
from unstuck.article.summary import Summary, summarise
from unstuck.checks import check_document
from unstuck.checks.check import CheckContext
from unstuck.feeds.about import About
from unstuck.feeds.article_json import article_json, article_markdown
from unstuck.feeds.chunks import chunks, kb_jsonl
from unstuck.feeds.errors_files import errors_size
from unstuck.feeds.errors_json import article_signatures
from unstuck.feeds.json_feed import feed_item
from unstuck.finding import Span, report
from unstuck.findings.found import Tally, tally
from unstuck.findings.suppress import allowed_names, apply
from unstuck.json_data import dump_whole
from unstuck.lookup.index_entry import IndexEntry, contexts_of, make_index_entry
from unstuck.lookup.index_key import ENTRY
from unstuck.lookup.records import article_record
from unstuck.packing import digest, pack
from unstuck.pages.body import render_body
from unstuck.pages.signatures import sort_words
from unstuck.pages.site import Card, make_card
from unstuck.site.sources import FindingsPart


@dataclass(frozen=True, slots=True)
class CheckPart:
    """What every run needs of one file: how many findings it has on its own, and how many more its author allowed.

    `is_article` means that it has a summary, `published` that it has the other parts; `dated_on` is the day that its
    findings hold for, None where they hold on any. `stated` is a digest of what checks of signatures read of its
    summary, `linked` of what the other checks of the whole knowledge base do.
    """

    path: str
    tally: Tally
    suppressed: int = 0
    is_article: bool = False
    published: bool = False
    dated_on: datetime.date | None = None
    stated: bytes = b""
    linked: bytes = b""


@dataclass(frozen=True, slots=True)
class MergePart:
    """What other pages need of an article. `shapes` are its signatures' shapes, each with its lines as written, by
    which articles that state the same error are found; `listed` is what its card's errors are sorted by in lists.

    `shown`, `stated` and `weighed` are digests of its entry of the errors feed, of what the matcher knows of it, and of
    its terms' weights; the sizes are those of what feeds hold of it, in bytes.
    """

    path: str
    card: Card
    status: str
    related_kb: tuple[str, ...]
    aliases: tuple[str, ...]
    superseded_by: str
    shapes: tuple[tuple[str, tuple[str, ...]], ...]
    listed: tuple[str, ...]
    shown: bytes
    stated: bytes
    weighed: bytes
    errors_size: int
    terms_size: int
    lines_size: int
    item_size: int
    markdown_size: int


@dataclass(frozen=True, slots=True)
class PagePart:
    """What an article's own files are made of: the body of its page, and its twins."""

    body: str
    json: bytes
    markdown: bytes


@dataclass(frozen=True, slots=True)
class TextPart:
    """What feeds hold of an article: its lines of `kb.jsonl`, its item of the JSON feed, and its Markdown."""

    lines: bytes
    item: bytes
    markdown: bytes


@dataclass(frozen=True, slots=True)
class Contribution:
    """One file's share, in its parts. It has no summary where it is no article, and none of the other parts where it is
    not to be published, or not rendered."""

    check: CheckPart
    findings: FindingsPart
    summary: Summary | None = None
    entry: IndexEntry | None = None
    merge: MergePart | None = None
    page: PagePart | None = None
    text: TextPart | None = None


Part = CheckPart | FindingsPart | Summary | IndexEntry | MergePart | PagePart | TextPart

# The parts by the kind under which a store keeps them.
PARTS: dict[str, type[Part]] = {
    "check": CheckPart,
    "findings": FindingsPart,
    "summary": Summary,
    ENTRY: IndexEntry,
    "merge": MergePart,
    "page": PagePart,
    "text": TextPart,
}
# Those that only an article has which is to be published.
PUBLISHED = (ENTRY, "merge", "page", "text")


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
        return _own_findings(unread, options)


def _own_findings(document: Document, options: ArticleOptions) -> Contribution:
    """What is wrong with a file on its own: all that one shares which is no article."""
    names = allowed_names(document.source)
    kept, suppressed = apply(check_document(document, options.context), {document.path: names})
    counted = tally(kept).get(document.path, Tally())
    return Contribution(CheckPart(document.path, counted, len(suppressed)), FindingsPart(tuple(kept)))


def _whole(document: Document, has_evidence: bool, options: ArticleOptions) -> Contribution:
    made = _own_findings(document, options)
    source, article = document.source, document.article
    if article is None or source is None or not article.kb_id:
        return made
    front = article.front
    summary = summarise(article, allows=allowed_names(source), has_evidence=has_evidence)
    published = options.drafts or document.is_public
    days = (day for day in (front.created, front.updated) if day is not None)
    today = options.context.today
    dated = front.review_by is not None or any(day > today for day in days)
    check = replace(
        made.check,
        is_article=True,
        published=published,
        dated_on=today if dated else None,
        stated=digest(summary.path, summary.errors, summary.allows),
        linked=digest(replace(summary, errors=(), anchors=frozenset()), sorted(summary.anchors)),
    )
    if not (options.render and published):
        return Contribution(check, made.findings, summary)
    markdown = article_markdown(article, source, document.body_line)
    entry = make_index_entry(article, article_record(article, source.digest))
    lines = b"".join(kb_jsonl(options.about, [(entry.article, chunks(article))]))
    item = feed_item(options.about, entry.article, ["\n".join(one.lines) for one in entry.signatures])
    body = render_body(article, options.context.vocabulary, options.about.language)
    return Contribution(
        check,
        made.findings,
        summary,
        entry,
        MergePart(
            document.path,
            make_card(article, evidence=has_evidence),
            front.status,
            front.related_kb,
            front.aliases,
            front.superseded_by,
            tuple((one.shape, tuple(line.source for line in one.templates)) for one in article_signatures(article)),
            tuple(sort_words(spec.lines) for spec in article.errors),
            shown=digest(entry.article),
            stated=digest(entry.signatures, contexts_of([entry])),
            weighed=digest(entry.terms),
            errors_size=errors_size(entry.article, entry.signatures),
            terms_size=len(entry.terms),
            lines_size=len(lines),
            item_size=len(item),
            markdown_size=len(markdown),
        ),
        PagePart(body, dump_whole(article_json(article)), markdown),
        TextPart(lines, item, markdown),
    )
