"""The site's own pages: home, search, and the one for addresses that lead nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from unstuck.article.vocabulary import FACETS, Vocabulary
from unstuck.pages.cards import cards_html
from unstuck.pages.catalog import load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.lists import word_views
from unstuck.pages.site import CRITICALITIES, Card, Site

_CARDS = 8
_WORDS = 24


def home_page(site: Site, vocabulary: Vocabulary, cards: Sequence[Card]) -> str:
    """`/`: the paste box, what is new, what is critical, ways to browse."""
    critical = sorted(
        (card for card in cards if card.criticality in ("critical", "high")),
        key=lambda card: (CRITICALITIES.index(card.criticality), -_day(card.changed), card.kb_id),
    )
    catalog = load_catalog(site.language)
    newest = sorted(cards, key=lambda card: (-_day(card.changed), card.kb_id))
    return render_page(
        "home.html",
        site,
        "index.html",
        title=site.title,
        description=site.description,
        here="home",
        newest=cards_html(newest[:_CARDS], vocabulary, "", catalog),
        critical=cards_html(critical[:_CARDS], vocabulary, "", catalog),
        browse=[
            (facet, views[:_WORDS], len(views))
            for facet in ("technologies", "categories")
            if (views := word_views(vocabulary, facet, cards))
        ],
        articles=len(cards),
        errors=sum(len(card.errors) for card in cards),
    )


def search_page(site: Site) -> str:
    """`/search/`: a plain form that a script makes live, and the ways to browse where none runs."""
    title = load_catalog(site.language).text("search.title")
    return render_page("search.html", site, "search/index.html", title=title, here="search", facets=FACETS)


def not_found_page(site: Site) -> str:
    """`/404.html`, with addresses from the server's root: it is served at any depth."""
    title = load_catalog(site.language).text("lost.short")
    return render_page("not_found.html", site, "404.html", title=title, rooted=True)


def _day(date: datetime.date | None) -> int:
    return date.toordinal() if date else 0
