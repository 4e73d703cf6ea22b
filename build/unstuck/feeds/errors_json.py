"""Articles to the errors feed: error strings, and all that an answer in a terminal or a chat needs of them.

The same entries are the matcher's index on this machine, so what the terminal answers is what the feed says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unstuck.addresses import article_path
from unstuck.article.blocks import CodeBlock
from unstuck.article.model import Article, Option, Role
from unstuck.article.placeholders import find_placeholders
from unstuck.feeds.errors_feed import (
    ErrorsFeed,
    FeedArticle,
    FeedCapture,
    FeedCommand,
    FeedDuration,
    FeedFallback,
    FeedPlaceholder,
    FeedSignature,
    FeedTldr,
)
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.signatures.signature import Signature, make_signature
from unstuck_search.signatures.template import TemplateError, Variable


def article_signatures(article: Article) -> tuple[Signature, ...]:
    """The signatures of an article; those whose template is broken are left out (a check reports them)."""
    found = []
    for number, spec in enumerate(article.errors, 1):
        try:
            found.append(
                make_signature(article.kb_id, number, spec.lines, spec.samples, spec.versions, inferred=spec.inferred)
            )
        except TemplateError:
            continue
    return tuple(found)


def feed_article(article: Article) -> FeedArticle:
    """What the feed says of one article."""
    commands = [
        _command(code, option)
        for option in sorted(article.options, key=lambda option: not option.recommended)
        for code in option.code
    ]
    if not commands:
        solution = next((section for section in article.walk() if section.role == "solution"), None)
        commands = [_command(code) for code in (solution.code() if solution else ())]
    verification = article.verification
    front = article.front
    return FeedArticle(
        kb_id=article.kb_id,
        title=article.title,
        url=article_path(article.kb_id),
        tldr=FeedTldr(article.tldr.symptom, article.tldr.action) if article.tldr else FeedTldr(),
        category=front.category,
        platform=front.platform,
        technologies=front.technologies,
        tags=front.tags,
        complexity=front.complexity,
        criticality=front.criticality,
        created=str(front.created or ""),
        updated=str(front.updated or front.created or ""),
        fix_time=FeedDuration(article.fix_time.text, article.fix_time.seconds) if article.fix_time else None,
        where_to_check=tuple(command.text for command in article.where_to_check),
        commands=tuple(commands),
        verify_commands=tuple(_command(code) for code in verification.code) if verification else (),
        expected=tuple(note.text for note in verification.expected) if verification else (),
        fallbacks=tuple(
            FeedFallback(fallback.title, fallback.when, fallback.risks, tuple(_command(code) for code in fallback.code))
            for fallback in article.fallbacks
        ),
        impact=front.impact,
        downtime_risk=front.downtime_risk,
        risks=tuple(_risks(article)),
        placeholders=tuple(
            FeedPlaceholder(placeholder.name, placeholder.description, placeholder.example)
            for placeholder in article.placeholders
        ),
        related_kb=front.related_kb,
    )


def _command(code: CodeBlock, option: Option | None = None) -> FeedCommand:
    names = tuple(dict.fromkeys(found[1] for found in find_placeholders(code.text, code.language)))
    if option is None:
        return FeedCommand(code.language, code.text, names)
    return FeedCommand(code.language, code.text, names, option.label, option.title, option.recommended)


def _risks(article: Article) -> list[str]:
    """What the fix itself may break, as far as the article says; those of fallbacks are given with them."""
    fallbacks = {id(section) for top in article.walk() if top.role is Role.FALLBACK for section in top.walk()}
    return [
        block.text
        for section in article.walk()
        if section.role is Role.RISKS and id(section) not in fallbacks
        for block in section.blocks
        if block.text
    ]


def feed_signature(signature: Signature, placeholders: Sequence[str]) -> FeedSignature:
    """What the feed says of one signature: the type of each capture and the placeholder it fills."""
    known = {name.casefold(): name for name in placeholders}
    captures = {
        part.name: FeedCapture(part.name, part.type, known.get(part.name.casefold()))
        for template in signature.templates
        for part in template.parts
        if isinstance(part, Variable) and part.name
    }
    return FeedSignature(
        signature.id,
        signature.kb_id,
        tuple(template.source for template in signature.templates),
        tuple(captures.values()),
        signature.samples,
        signature.versions,
        signature.inferred,
    )


def errors_feed(
    title: str, base_url: str, articles: Sequence[FeedArticle], signatures: Sequence[FeedSignature]
) -> ErrorsFeed:
    """The whole feed, articles and signatures sorted by id. Articles are related only to those of the feed."""
    known = {article.kb_id for article in articles}
    shown = (article.related_to(known) for article in articles)
    return ErrorsFeed(
        title,
        base_url,
        tuple(sorted(shown, key=lambda one: one.kb_id)),
        tuple(sorted(signatures, key=lambda one: (one.kb_id, one.number))),
    )


def read_signatures(signatures: Iterable[FeedSignature]) -> list[Signature]:
    """The signatures of a feed, for a matcher."""
    return [
        make_signature(
            signature.kb_id,
            signature.number,
            signature.lines,
            signature.samples,
            signature.versions,
            inferred=signature.inferred,
        )
        for signature in signatures
    ]


def read_contexts(articles: Iterable[FeedArticle]) -> dict[str, ArticleContext]:
    """What a feed gives a matcher for each article besides its signatures: its title and the words of its product."""
    return {
        article.kb_id: ArticleContext(
            article.title, (*article.technologies, *article.tags, *article.platform, *filter(None, [article.category]))
        )
        for article in articles
    }
