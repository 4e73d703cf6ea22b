"""An article's page as far as it depends on that article alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from unstuck.article import Article, Placeholder, Role, Section
from unstuck.pages.cards import css_word
from unstuck.pages.environment import render
from unstuck.pages.links import article_path, author_link, facet_path, href
from unstuck.pages.sections import arrange, blocks_html, part, parts, tldr_html
from unstuck.pages.signatures import signature_html
from unstuck.vocabulary import Vocabulary

_ERRORS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts."""

    name: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Signature:
    """One error of the box: its lines as HTML, where it is seen, and real lines of its kind."""

    html: Markup
    versions: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a link, or as text where its address may not be one."""

    href: str
    text: str


def render_body(article: Article, vocabulary: Vocabulary) -> str:
    """The HTML of an article without what depends on other articles or on the site."""
    places = arrange(article)
    lead, more_lead = tldr_html(places["tldr"])
    context = places["context"]
    chapter = next((section for section in context if section.role is Role.CONTEXT), None)
    solved = bool(places["solution"] or places["fallback"])
    signatures = [
        Signature(signature_html(spec.lines), spec.versions, spec.samples) for spec in article.errors if any(spec.lines)
    ]
    return render(
        "article_body.html",
        article=article,
        front=article.front,
        lead=lead,
        more_lead=more_lead,
        intro=blocks_html(article.intro),
        facts=tuple(_facts(article, vocabulary, places["facts"])),
        about=tuple(_about(article, vocabulary)),
        placeholders=tuple(_fill(one) for one in article.placeholders),
        signatures=signatures[:_ERRORS_SHOWN],
        more_signatures=signatures[_ERRORS_SHOWN:],
        samples=[sample for one in signatures for sample in one.samples],
        parts={
            place: parts(sections) for place, sections in places.items() if place not in ("tldr", "facts", "context")
        },
        context_title=chapter.title if chapter else "Background",
        context_anchor=f"h-{chapter.slug}" if chapter and chapter.slug else "",
        context_parts=tuple(part(section, 2 if section is chapter else 3) for section in context),
        context_open=not solved,
        fallback_anchor=next((f"h-{one.slug}" for one in places["fallback"] if one.slug), ""),
        sources=tuple(_sources(article)),
    )


def _fill(placeholder: Placeholder) -> dict[str, str]:
    count = len(placeholder.uses)
    return {
        "name": placeholder.name,
        "description": placeholder.description,
        "example": placeholder.example,
        "uses": "" if not count else f"used {'once' if count == 1 else f'{count} times'}",
    }


def _words(article: Article, vocabulary: Vocabulary, facet: str, words: Sequence[str]) -> Markup:
    """Words of a facet as links to their lists."""
    path = article_path(article.kb_id)
    links = (
        Markup('<a href="{}">{}</a>').format(href(path, facet_path(facet, word)), vocabulary.title(facet, word))
        for word in words
    )
    return Markup(", ").join(links)


def _facts(article: Article, vocabulary: Vocabulary, sections: Sequence[Section]) -> Iterator[Fact]:
    """What a reader must know before the fix. Fix time and platform are in the author's words."""
    front = article.front

    def told(role: Role) -> Markup:
        found = [section for section in sections if section.role is role]
        return Markup("").join(blocks_html(block.blocks) for one in found for block in one.walk())

    level = front.criticality
    criticality = Markup('<span class="crit crit-{}">{}</span>').format(css_word(level), level) if level else Markup("")
    rows = [
        ("Fix time", told(Role.FIX_TIME) or escape(article.fix_time.text if article.fix_time else front.fix_time)),
        ("Criticality", criticality),
        ("Complexity", escape(f"{front.complexity} of 5") if front.complexity else Markup("")),
        ("Impact", escape(front.impact)),
        ("Downtime risk", escape(front.downtime_risk)),
        ("Platform", _words(article, vocabulary, "platforms", front.platform) + told(Role.PLATFORM)),
        ("Technologies", _words(article, vocabulary, "technologies", front.technologies)),
    ]
    return (Fact(name, html) for name, html in rows if html)


def _about(article: Article, vocabulary: Vocabulary) -> Iterator[Fact]:
    """What is told of the article itself, at its end."""
    front = article.front
    dates = (("Created", front.created), ("Updated", front.updated), ("Review by", front.review_by))
    for name, date in dates:
        if date:
            yield Fact(name, Markup('<time datetime="{0}">{0}</time>').format(date.isoformat()))
    if front.tags:
        yield Fact("Tags", _words(article, vocabulary, "tags", front.tags))
    for name, text in (("Owner", front.owner), ("License", front.license)):
        if text:
            yield Fact(name, escape(text))


def _sources(article: Article) -> Iterator[SourceView]:
    for source in article.front.sources:
        target = author_link(source.url)
        yield SourceView(target.href if target and target.external else "", source.title or source.url)
