"""An article's page as far as it depends on that article alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from unstuck.addresses import article_path, author_link, facet_path, href
from unstuck.article.fields import DATE, FIELDS, Field
from unstuck.article.model import Article, Role, Section
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.author_html import AuthorHtml
from unstuck.pages.cards import css_word
from unstuck.pages.catalog import Catalog, load_catalog
from unstuck.pages.environment import render
from unstuck.pages.sections import arrange, part, parts, tldr_html
from unstuck.pages.signatures import signature_html

_ERRORS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One line of a list of facts."""

    name: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One error of the box: its lines as HTML, where it is seen, and real lines of its kind."""

    html: Markup
    versions: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a link, or as text where its address may not be one."""

    href: str
    text: str


def render_body(article: Article, vocabulary: Vocabulary, language: str = "en") -> str:
    """The HTML of an article without what depends on other articles or on the site, but for its language."""
    catalog = load_catalog(language)
    shown = AuthorHtml(catalog)
    places = arrange(article)
    tldr = article.tldr
    context = places["context"]
    chapter = next((section for section in context if section.role is Role.CONTEXT), None)
    solved = bool(places["solution"] or places["fallback"])
    signatures = [
        SignatureView(signature_html(spec.lines), spec.versions, spec.samples)
        for spec in article.errors
        if any(spec.lines)
    ]
    page = render(
        "article_body.html",
        language,
        article=article,
        front=article.front,
        lead=tldr_html(shown, tldr) if tldr else Markup(""),
        # A summary inside a chapter of the author's own is shown there, too.
        more_lead=shown.blocks(tldr.rest) if tldr and places["tldr"] else Markup(""),
        lead_parts=[child for section in places["tldr"] for child in parts(shown, section.children)],
        intro=shown.blocks(article.intro),
        facts=tuple(_facts(shown, article, vocabulary, places["facts"])),
        about=tuple(_about(catalog, article, vocabulary)),
        placeholders=article.placeholders,
        signatures=signatures[:_ERRORS_SHOWN],
        more_signatures=signatures[_ERRORS_SHOWN:],
        samples=[sample for signature in signatures for sample in signature.samples],
        parts={
            place: parts(shown, sections)
            for place, sections in places.items()
            if place not in ("tldr", "facts", "context")
        },
        context_title=chapter.title if chapter else catalog.text("article.background"),
        context_anchor=f"h-{chapter.slug}" if chapter and chapter.slug else "",
        context_parts=tuple(part(shown, section, 2 if section is chapter else 3) for section in context),
        context_open=not solved,
        fallback_anchor=next((f"h-{one.slug}" for one in places["fallback"] if one.slug), ""),
        sources=tuple(_sources(article)),
    )
    return shown.finish(page)


def _words(article: Article, vocabulary: Vocabulary, facet: str, words: Sequence[str]) -> Markup:
    """Words of a facet as links to their lists."""
    path = article_path(article.kb_id)
    links = (
        Markup('<a href="{}">{}</a>').format(href(path, facet_path(facet, word)), vocabulary.title(facet, word))
        for word in words
    )
    return Markup(", ").join(links)


def _facts(
    shown: AuthorHtml, article: Article, vocabulary: Vocabulary, sections: Sequence[Section]
) -> Iterator[MetadataRow]:
    """What a reader must know before the fix. Fix time and platform are in the author's words."""

    def section_text(role: Role) -> Markup:
        found = [section for section in sections if section.role is role]
        return Markup("").join(shown.blocks(block.blocks) for one in found for block in one.walk())

    more = {"fix_time": section_text(Role.FIX_TIME), "platform": section_text(Role.PLATFORM)}
    for field in FIELDS:
        if field.shown == "facts":
            html = more.get(field.name, Markup(""))
            if field.name != "fix_time" or not html:
                html = _value(shown.catalog, article, vocabulary, field) + html
            if html:
                yield MetadataRow(_label(shown.catalog, field), html)


def _about(catalog: Catalog, article: Article, vocabulary: Vocabulary) -> Iterator[MetadataRow]:
    """Metadata of the article, at its end."""
    for field in FIELDS:
        html = _value(catalog, article, vocabulary, field) if field.shown == "about" else Markup("")
        if html:
            yield MetadataRow(_label(catalog, field), html)


def _label(catalog: Catalog, field: Field) -> str:
    return catalog.text(f"fact.{field.name.replace('_', '-')}")


def _value(catalog: Catalog, article: Article, vocabulary: Vocabulary, field: Field) -> Markup:
    """A key's value as HTML; empty where the article has none."""
    value = getattr(article.front, field.name)
    if field.name == "fix_time":
        value = article.fix_time.text if article.fix_time else value
    if not value:
        return Markup("")
    if field.name == "complexity":
        return escape(catalog.text("fact.of-five", complexity=value))
    if field.name == "criticality":
        return Markup('<span class="crit crit-{}">{}</span>').format(css_word(value), catalog.label(value))
    if field.kind is DATE:
        return Markup('<time datetime="{0}">{0}</time>').format(value.isoformat())
    if field.facet:
        return _words(article, vocabulary, field.facet, value)
    return escape(catalog.label(value) if field.name == "downtime_risk" else value)


def _sources(article: Article) -> Iterator[SourceView]:
    for source in article.front.sources:
        target = author_link(source.url)
        yield SourceView(target.href if target and target.external else "", source.title or source.url)
