"""Pages that list articles and errors. None grows with the knowledge base: long lists have several pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup

from unstuck.addresses import article_path, facet_path, page_name, tag_feed_path
from unstuck.article.vocabulary import FACETS, Vocabulary
from unstuck.pages.cards import cards_html
from unstuck.pages.catalog import Catalog, load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.signatures import letter, signature_html, sort_key
from unstuck.pages.site import Card, Feed, Site

T = TypeVar("T")

ERRORS_PER_PAGE = 200
CARDS_PER_PAGE = 50
WORDS_PER_PAGE = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A signature in the list of errors."""

    html: Markup
    card: Card


@dataclass(frozen=True, slots=True)
class WordView:
    """A word of a facet with the number of its articles."""

    title: str
    description: str
    path: str
    count: int


def errors_pages(site: Site, cards: Sequence[Card]) -> dict[str, str]:
    """`/errors/`: all signatures from A to Z. Paths to HTML."""
    rows = sorted(
        ((lines, card) for card in cards for lines in card.errors if lines),
        key=lambda row: (*sort_key(row[0]), row[1].kb_id),
    )
    pages = _cut(rows, ERRORS_PER_PAGE)
    letters: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        for lines, _ in page:
            letters.setdefault(letter(lines), f"errors/{page_name(number)}")
    catalog = load_catalog(site.language)
    made = {}
    for number, page in enumerate(pages, 1):
        groups = [
            (first, [Entry(signature_html(lines), card) for lines, card in group])
            for first, group in groupby(page, key=lambda row: letter(row[0]))
        ]
        path = f"errors/{page_name(number)}"
        made[path] = render_page(
            "errors.html",
            site,
            path,
            title=catalog.text("errors.title") + _page_note(catalog, number, len(pages)),
            description=catalog.text("errors.about"),
            here="errors",
            groups=groups,
            letters=letters,
            total=len(rows),
            number=number,
            pages=[f"errors/{page_name(one)}" for one in range(1, len(pages) + 1)],
            article_path=article_path,
        )
    return made


def facet_index(site: Site, vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> dict[str, str]:
    """`/<facet>/`: the words in use and how many articles have them. Paths to HTML."""
    views = word_views(vocabulary, facet, cards)
    views.sort(key=lambda one: (one.title.casefold(), one.path))
    pages = _cut(views, WORDS_PER_PAGE)
    catalog = load_catalog(site.language)
    made = {}
    for number, page in enumerate(pages, 1):
        path = f"{facet}/{page_name(number)}"
        made[path] = render_page(
            "facet_index.html",
            site,
            path,
            title=catalog.text(f"facet.{facet}") + _page_note(catalog, number, len(pages)),
            description=catalog.text(f"facet.about.{facet}"),
            here=facet,
            words=page,
            facet=facet,
            facets=FACETS,
            number=number,
            pages=[f"{facet}/{page_name(one)}" for one in range(1, len(pages) + 1)],
        )
    return made


def facet_pages(site: Site, vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> dict[str, str]:
    """`/<facet>/<word>/` for every word in use. Paths to HTML."""
    having: dict[str, list[Card]] = {}
    for card in cards:
        for word in dict.fromkeys(card.words(facet)):
            having.setdefault(word, []).append(card)
    made: dict[str, str] = {}
    for word in sorted(having):
        made |= facet_page(site, vocabulary, facet, word, having[word])
    return made


def facet_page(site: Site, vocabulary: Vocabulary, facet: str, word: str, cards: Sequence[Card]) -> dict[str, str]:
    """The list of the articles with one word, `cards`. Paths to HTML."""
    ordered = sorted(cards, key=lambda card: (card.title.casefold(), card.kb_id))
    pages = _cut(ordered, CARDS_PER_PAGE)
    title = vocabulary.title(facet, word)
    description = vocabulary.describe(facet, word)
    alternates: tuple[Feed, ...] = ()
    if facet == "tags" and site.feeds:
        alternates = (Feed(tag_feed_path(word), "application/atom+xml", "feed.tag", title),)
    catalog = load_catalog(site.language)
    made = {}
    for number, page in enumerate(pages, 1):
        path = facet_path(facet, word, number)
        made[path] = render_page(
            "facet.html",
            site,
            path,
            title=title + _page_note(catalog, number, len(pages)),
            description=description,
            here=facet,
            alternates=alternates,
            heading=title,
            facet=facet,
            cards=cards_html(page, vocabulary, "../../", catalog),
            total=len(ordered),
            number=number,
            pages=[facet_path(facet, word, one) for one in range(1, len(pages) + 1)],
        )
    return made


def word_views(vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> list[WordView]:
    """The words of a facet that articles have, the most used first."""
    counts = Counter(word for card in cards for word in set(card.words(facet)))
    return [
        WordView(vocabulary.title(facet, word), vocabulary.describe(facet, word), facet_path(facet, word), count)
        for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def all_lists(site: Site, vocabulary: Vocabulary, cards: Sequence[Card]) -> Iterator[tuple[str, str]]:
    """Every list page: errors, facets and their words."""
    yield from errors_pages(site, cards).items()
    for facet in FACETS:
        yield from facet_index(site, vocabulary, facet, cards).items()
        yield from facet_pages(site, vocabulary, facet, cards).items()


def _cut(rows: Sequence[T], size: int) -> list[Sequence[T]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [()]


def _page_note(catalog: Catalog, number: int, count: int) -> str:
    return f" ({catalog.text('list.page', number=number, pages=count)})" if count > 1 and number > 1 else ""
