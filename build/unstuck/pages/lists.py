"""Pages that list articles and errors. None grows with the knowledge base: long lists have several pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from markupsafe import Markup

from unstuck.addresses import article_path, facet_path, page_name, tag_feed_path
from unstuck.article.vocabulary import FACETS, Vocabulary
from unstuck.pages.cards import cards_html
from unstuck.pages.catalog import Catalog, load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.signatures import letter, signature_html
from unstuck.pages.site import Card, Feed, Site
from unstuck_search.partition import cut

T = TypeVar("T")

ERRORS_PER_PAGE = 200
CARDS_PER_PAGE = 50
WORDS_PER_PAGE = 400


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list: its rows, its number from 1, and how many pages and rows the list has."""

    rows: tuple[T, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A signature in the list of errors, sorted by `words`, then as written."""

    words: str
    lines: tuple[str, ...]
    card: Card


@dataclass(frozen=True, slots=True)
class Entry:
    """A signature as the list shows it."""

    html: Markup
    card: Card


@dataclass(frozen=True, slots=True)
class WordView:
    """A word of a facet with the number of its articles."""

    title: str
    description: str
    path: str
    count: int


def list_pages(rows: Iterable[tuple[str, T]], most: int) -> list[ListPage[T]]:
    """The pages of a list, none of more than `most` rows, given its rows in their order, each with a key that no other
    one has. Where pages end depends on the keys, so that a row more moves few others to another page."""
    known = dict(rows)
    parts = cut(((key, 1) for key in known), most, every=4 * most, whole=most)
    found = ([known[key] for key in part] for part in parts)
    return [ListPage(tuple(page), number, len(parts), len(known)) for number, page in enumerate(found, 1)]


def errors_pages(rows: Iterable[ErrorRow]) -> list[ListPage[ErrorRow]]:
    """The pages of `/errors/`: all signatures from A to Z."""
    ordered = sorted(rows, key=lambda one: (one.words, one.lines[:1], one.card.kb_id))
    return list_pages(_keyed(ordered), ERRORS_PER_PAGE)


def _keyed(rows: Iterable[ErrorRow]) -> Iterator[tuple[str, ErrorRow]]:
    """Rows with a key for each: an article may state the same error twice."""
    seen: Counter[str] = Counter()
    for one in rows:
        key = f"{one.card.kb_id} {one.lines}"
        seen[key] += 1
        yield f"{seen[key]} {key}", one


def first_pages(pages: Iterable[ListPage[ErrorRow]]) -> dict[str, str]:
    """The path of the page on which each letter begins."""
    letters: dict[str, str] = {}
    for page in pages:
        for one in page.rows:
            letters.setdefault(letter(one.words), _errors_path(page.number))
    return letters


def _errors_path(number: int) -> str:
    return f"errors/{page_name(number)}"


def errors_page(site: Site, page: ListPage[ErrorRow], letters: Mapping[str, str]) -> tuple[str, str]:
    """A page of `/errors/`: path and HTML. `letters` are the `first_pages` of the list."""
    catalog = load_catalog(site.language)
    groups = [
        (first, [Entry(signature_html(one.lines), one.card) for one in group])
        for first, group in groupby(page.rows, key=lambda one: letter(one.words))
    ]
    path = _errors_path(page.number)
    return path, render_page(
        "errors.html",
        site,
        path,
        title=catalog.text("errors.title") + _page_note(catalog, page),
        description=catalog.text("errors.about"),
        here="errors",
        groups=groups,
        letters=letters,
        total=page.total,
        number=page.number,
        pages=[_errors_path(one) for one in range(1, page.pages + 1)],
        article_path=article_path,
    )


def facet_index(site: Site, vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> dict[str, str]:
    """`/<facet>/`: the words in use and how many articles have them. Paths to HTML."""
    views = word_views(vocabulary, facet, cards)
    views.sort(key=lambda one: (one.title.casefold(), one.path))
    catalog = load_catalog(site.language)
    made = {}
    for page in list_pages(((one.path, one) for one in views), WORDS_PER_PAGE):
        path = f"{facet}/{page_name(page.number)}"
        made[path] = render_page(
            "facet_index.html",
            site,
            path,
            title=catalog.text(f"facet.{facet}") + _page_note(catalog, page),
            description=catalog.text(f"facet.about.{facet}"),
            here=facet,
            words=page.rows,
            facet=facet,
            facets=FACETS,
            number=page.number,
            pages=[f"{facet}/{page_name(one)}" for one in range(1, page.pages + 1)],
        )
    return made


def card_pages(cards: Iterable[Card]) -> list[ListPage[Card]]:
    """The pages of a list of cards, which are `by_title`."""
    return list_pages(((card.kb_id, card) for card in cards), CARDS_PER_PAGE)


def by_title(cards: Iterable[Card]) -> list[Card]:
    """Cards in the order in which lists show them."""
    return sorted(cards, key=lambda card: (card.title.casefold(), card.kb_id))


def facet_page(site: Site, vocabulary: Vocabulary, facet: str, word: str, page: ListPage[Card]) -> tuple[str, str]:
    """A page of `/<facet>/<word>/`, the list of the articles with one word: path and HTML."""
    title = vocabulary.title(facet, word)
    alternates: tuple[Feed, ...] = ()
    if facet == "tags" and site.feeds:
        alternates = (Feed(tag_feed_path(word), "application/atom+xml", "feed.tag", title),)
    catalog = load_catalog(site.language)
    path = facet_path(facet, word, page.number)
    return path, render_page(
        "facet.html",
        site,
        path,
        title=title + _page_note(catalog, page),
        description=vocabulary.describe(facet, word),
        here=facet,
        alternates=alternates,
        heading=title,
        facet=facet,
        cards=cards_html(page.rows, vocabulary, "../../", catalog),
        total=page.total,
        number=page.number,
        pages=[facet_path(facet, word, one) for one in range(1, page.pages + 1)],
    )


def word_views(vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> list[WordView]:
    """The words of a facet that articles have, the most used first."""
    counts = Counter(word for card in cards for word in set(card.words(facet)))
    return [
        WordView(vocabulary.title(facet, word), vocabulary.describe(facet, word), facet_path(facet, word), count)
        for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _page_note(catalog: Catalog, page: ListPage[T]) -> str:
    return f" ({catalog.text('list.page', number=page.number, pages=page.pages)})" if page.number > 1 else ""
