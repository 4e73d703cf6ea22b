"""The pages that list articles and errors, each a unit of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from unstuck.article.vocabulary import FACETS, Vocabulary
from unstuck.output import OutputFile
from unstuck.packing import digest
from unstuck.pages.lists import (
    ErrorRow,
    by_title,
    card_pages,
    errors_page,
    errors_pages,
    facet_index,
    facet_page,
    first_pages,
)
from unstuck.pages.site import Card, Site
from unstuck.site.article import SiteArticle
from unstuck.site.unit import Unit


def list_units(
    site: Site, vocabulary: Vocabulary, articles: Sequence[SiteArticle], card_keys: Mapping[str, bytes], salt: bytes
) -> Iterator[Unit]:
    """Every list: of errors, of the words of each facet, and of the articles with each word."""
    yield from _errors_units(site, articles, salt)
    cards = by_title(article.card for article in articles)
    for facet in FACETS:
        having: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            for word in dict.fromkeys(card.words(facet)):
                having[word].append(card)
        counts = sorted((word, len(found)) for word, found in having.items())
        yield Unit(facet, digest(salt, counts), partial(_index, site, vocabulary, facet, cards))
        for word, found in having.items():
            for page in card_pages(found):
                rows = [card_keys[card.kb_id] for card in page.rows]
                yield Unit(
                    f"{facet}/{word}/{page.number}",
                    digest(salt, rows, page.number, page.pages, page.number == 1 and page.total),
                    partial(_page, facet_page, site, vocabulary, facet, word, page),
                )


def _errors_units(site: Site, articles: Sequence[SiteArticle], salt: bytes) -> Iterator[Unit]:
    pages = errors_pages(
        ErrorRow(words, lines, one.card)
        for one in articles
        for words, lines in zip(one.part.listed, one.card.errors, strict=True)
        if lines
    )
    letters = first_pages(pages)
    for page in pages:
        rows = [(one.words, one.lines, one.card.kb_id, one.card.title) for one in page.rows]
        yield Unit(
            f"errors/{page.number}",
            digest(salt, rows, letters, page.number, page.pages, page.number == 1 and page.total),
            partial(_page, errors_page, site, page, letters),
        )


def _index(site: Site, vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> Iterator[OutputFile]:
    pages = facet_index(site, vocabulary, facet, cards)
    return (OutputFile(path, html.encode()) for path, html in pages.items())


def _page(make: Callable[..., tuple[str, str]], *facts: object) -> Iterator[OutputFile]:
    path, html = make(*facts)
    yield OutputFile(path, html.encode())
