"""Articles to the errors feed: error strings, and all that an answer in a terminal or a chat needs of them.

The same entries are the matcher's index on this machine, so what the terminal answers is what the feed says.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence

from unstuck.addresses import article_path
from unstuck.article.blocks import CodeBlock
from unstuck.article.fixes import ArticleFix, article_fixes, find_fix, nearest_fix
from unstuck.article.model import Article, ErrorSpec, Option, Role
from unstuck.article.placeholders import find_placeholders
from unstuck.feeds.errors_feed import (
    ErrorsFeed,
    FeedArticle,
    FeedCapture,
    FeedCommand,
    FeedDuration,
    FeedFallback,
    FeedFix,
    FeedPlaceholder,
    FeedSignature,
    FeedTldr,
)
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.signatures.signature import Signature, make_signature
from unstuck_search.signatures.template import TemplateError, Variable


def article_signatures(article: Article) -> tuple[Signature, ...]:
    """The signatures of an article; those whose template is broken are left out (a check reports them)."""
    return tuple(signature for signature, _ in _signatures(article))


def _signatures(article: Article) -> Iterator[tuple[Signature, ErrorSpec]]:
    for number, spec in enumerate(article.errors, 1):
        with contextlib.suppress(TemplateError):
            yield (
                make_signature(
                    article.kb_id,
                    number,
                    spec.lines,
                    spec.samples,
                    spec.versions,
                    inferred=spec.inferred,
                    order=spec.order,
                    cues=spec.cues,
                ),
                spec,
            )


def feed_signatures(article: Article) -> tuple[FeedSignature, ...]:
    """What the feed says of an article's signatures: the type of each capture, the placeholder it fills, and which of
    the article's ways cures the error, as its author says or as a heading names it."""
    placeholders = {placeholder.name.casefold(): placeholder.name for placeholder in article.placeholders}
    cures = _cures(article, article_fixes(article))
    found = []
    for signature, spec in _signatures(article):
        captures = {
            part.name: FeedCapture(part.name, part.type, placeholders.get(part.name.casefold()))
            for template in signature.templates
            for part in template.parts
            if isinstance(part, Variable) and part.name
        }
        found.append(
            FeedSignature(
                signature.id,
                signature.kb_id,
                tuple(template.source for template in signature.templates),
                tuple(captures.values()),
                signature.samples,
                signature.versions,
                signature.inferred,
                cures.get(number_of(signature), ""),
                spec.locale,
                spec.order,
                spec.cues,
                spec.check,
            )
        )
    return tuple(found)


def feed_article(article: Article) -> FeedArticle:
    """What the feed says of one article."""
    ways = article_fixes(article)
    commands, fixes = _fixes(article, ways)
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
        commands=commands,
        fixes=fixes,
        checks=tuple((number, spec.check) for number, spec in enumerate(article.errors, 1) if spec.check),
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


def number_of(signature: Signature) -> int:
    """The number of a signature in its article."""
    return int(signature.id.rpartition("#")[2])


def _cures(article: Article, ways: Sequence[ArticleFix]) -> dict[int, str]:
    """By number of a signature the way that cures it: as its author says, or as a heading names the error."""
    found = {}
    for number, spec in enumerate(article.errors, 1):
        way = find_fix(ways, spec.fix) if spec.fix else nearest_fix(ways, spec.lines)
        if way is not None:
            found[number] = way.id
    return found


def _fixes(article: Article, ways: Sequence[ArticleFix]) -> tuple[tuple[FeedCommand, ...], tuple[FeedFix, ...]]:
    """The commands of an article's solution, those of recommended options first, and its ways to cure the error, whose
    steps name them by number."""
    blocks: dict[int, FeedCommand] = {
        code.line: _command(code, option)
        for option in sorted(article.options, key=lambda option: not option.recommended)
        for code in option.code
    }
    for step in (step for way in ways for step in way.steps):
        if isinstance(step, CodeBlock) and step.line not in blocks:
            blocks[step.line] = _command(step)
    numbers = {line: number for number, line in enumerate(blocks)}
    cures = _cures(article, ways)
    fixes = tuple(
        FeedFix(
            way.id,
            way.heading,
            way.title,
            way.recommended,
            way.platforms,
            tuple(numbers[step.line] if isinstance(step, CodeBlock) else step for step in way.steps),
            tuple(number for number, way_id in cures.items() if way_id == way.id),
            way.risks,
        )
        for way in ways
    )
    return tuple(blocks.values()), fixes


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
            order=signature.order,
            cues=signature.cues,
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
