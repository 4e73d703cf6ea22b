"""The site's own pages: home, search, health, and the one for addresses that lead nowhere."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unstuck.pages.cards import cards_html
from unstuck.pages.environment import render_page
from unstuck.pages.links import article_path, facet_path
from unstuck.pages.lists import FACET_TITLES, WordView, word_views
from unstuck.pages.signatures import signature_html
from unstuck.pages.site import CRITICALITIES, Card, Site
from unstuck.vocabulary import Vocabulary

_CARDS = 8
_WORDS = 24
_HEALTH_ROWS = 40
_HEALTH_LIST = 50


@dataclass(frozen=True, slots=True)
class Shared:
    """A signature that several articles have."""

    lines: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of the coverage table; `shade` is 0 (none) to 4 (most)."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """One technology's coverage."""

    word: WordView
    cells: tuple[Cell, ...]
    untested: int


def home_page(site: Site, vocabulary: Vocabulary, cards: Sequence[Card]) -> str:
    """`/`: the paste box, what is new, what is critical, ways to browse."""
    critical = sorted(
        (card for card in cards if card.criticality in ("critical", "high")),
        key=lambda card: (CRITICALITIES.index(card.criticality), -_day(card.changed), card.kb_id),
    )
    newest = sorted(cards, key=lambda card: (-_day(card.changed), card.kb_id))
    return render_page(
        "home.html",
        site,
        "index.html",
        title=site.title,
        description=site.description,
        here="home",
        newest=cards_html(newest[:_CARDS], vocabulary, ""),
        critical=cards_html(critical[:_CARDS], vocabulary, ""),
        browse=[
            (facet, FACET_TITLES[facet], words[:_WORDS], len(words))
            for facet in ("technologies", "categories")
            if (words := word_views(vocabulary, facet, cards))
        ],
        articles=len(cards),
        errors=sum(len(card.errors) for card in cards),
    )


def search_page(site: Site) -> str:
    """`/search/`: a plain form that a script makes live, and the ways to browse where none runs."""
    return render_page("search.html", site, "search/index.html", title="Search", here="search", facets=FACET_TITLES)


def health_page(site: Site, vocabulary: Vocabulary, cards: Sequence[Card], shared: Sequence[Shared] = ()) -> str:
    """`/health/`: coverage by technology and criticality, what is stale, untested or ambiguous.

    Stale is what should have been reviewed before `site.generated`. Lists show their first entries and say how many
    there are.
    """
    words = word_views(vocabulary, "technologies", cards)
    pairs = [(facet_path("technologies", word), card) for card in cards for word in set(card.technologies)]
    counts = Counter((path, card.criticality) for path, card in pairs)
    untested = Counter(path for path, card in pairs if not card.evidence)
    most = max(counts.values(), default=1)
    rows = [
        Row(
            word,
            tuple(Cell(n, -(-n * 4 // most)) for n in (counts[word.path, level] for level in CRITICALITIES)),
            untested[word.path],
        )
        for word in words[:_HEALTH_ROWS]
    ]
    today = site.generated
    stale = sorted(
        (card for card in cards if today and card.review_by and card.review_by < today),
        key=lambda card: (card.review_by or datetime.date.max, card.kb_id),
    )
    without = sorted((card for card in cards if not card.evidence), key=lambda card: card.kb_id)
    ambiguous = [(signature_html(one.lines), one.cards[:6]) for one in shared[:_HEALTH_LIST]]
    return render_page(
        "health.html",
        site,
        "health/index.html",
        title="Health",
        description="What this knowledge base covers, and what needs its keeper.",
        here="health",
        today=today,
        articles=len(cards),
        errors=sum(len(card.errors) for card in cards),
        criticalities=CRITICALITIES,
        rows=rows,
        hidden_rows=len(words) - len(rows),
        stale=stale[:_HEALTH_LIST],
        stale_total=len(stale),
        without=without[:_HEALTH_LIST],
        without_total=len(without),
        ambiguous=ambiguous,
        ambiguous_total=len(shared),
        article_path=article_path,
    )


def not_found_page(site: Site) -> str:
    """`/404.html`, with addresses from the server's root: it is served at any depth."""
    return render_page(
        "not_found.html", site, "404.html", title="Nothing at this address", rooted=True, facets=FACET_TITLES
    )


def _day(date: datetime.date | None) -> int:
    return date.toordinal() if date else 0
