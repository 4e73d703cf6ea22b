"""`/health/`: what the knowledge base covers, and what needs its keeper."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unstuck.addresses import article_path, facet_path
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.catalog import Catalog, load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.lists import WordView, word_views
from unstuck.pages.signatures import signature_html
from unstuck.pages.site import CRITICALITIES, Card, Site

_MAX_ROWS = 200
_MAX_LISTED = 50
# A picture as wide as a phone; many technologies make several pictures side by side, not one long one.
_ROWS_PER_PICTURE = 25
_MAX_LABEL = 18
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Shared:
    """A signature that several articles have."""

    lines: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A count of the coverage; `shade` is 0 (none) to 4 (most)."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """One technology: its articles by criticality, and how many of them a real paste proves. `label` fits a picture."""

    word: WordView
    label: str
    cells: tuple[CoverageCell, ...]
    tested: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Some rows drawn together; `title` and `description` say in words what it shows."""

    title: str
    description: str
    rows: tuple[Row, ...]


def health_page(site: Site, vocabulary: Vocabulary, cards: Sequence[Card], shared: Sequence[Shared] = ()) -> str:
    """Coverage by technology and criticality, what is stale, untested, without evidence or ambiguous.

    Stale is what should have been reviewed before `site.generated`; untested what neither a sample nor a real paste
    proves; without evidence what has samples alone. Lists show their first entries and say how many there are.
    """
    rows = _rows(vocabulary, cards)
    catalog = load_catalog(site.language)
    today = site.generated
    stale = sorted(
        (card for card in cards if today and card.review_by and card.review_by < today),
        key=lambda card: (card.review_by or datetime.date.max, card.kb_id),
    )
    unproved = sorted((card for card in cards if not card.evidence), key=lambda card: card.kb_id)
    untested = [card for card in unproved if not card.samples]
    without = [card for card in unproved if card.samples]
    return render_page(
        "health.html",
        site,
        "health/index.html",
        title=catalog.text("health.title"),
        description=catalog.text("health.about"),
        here="health",
        today=today,
        articles=len(cards),
        errors=sum(len(card.errors) for card in cards),
        criticalities=CRITICALITIES,
        rows=rows[:_MAX_ROWS],
        pictures=_pictures(catalog, rows[:_MAX_ROWS]),
        hidden_rows=len(rows) - _MAX_ROWS,
        stale=stale[:_MAX_LISTED],
        stale_total=len(stale),
        untested=untested[:_MAX_LISTED],
        untested_total=len(untested),
        without=without[:_MAX_LISTED],
        without_total=len(without),
        ambiguous=[
            (signature_html(shared_signature.lines), shared_signature.cards[:6])
            for shared_signature in shared[:_MAX_LISTED]
        ],
        ambiguous_total=len(shared),
        article_path=article_path,
    )


def _rows(vocabulary: Vocabulary, cards: Sequence[Card]) -> list[Row]:
    pairs = [(facet_path("technologies", word), card) for card in cards for word in set(card.technologies)]
    counts = Counter((path, card.criticality) for path, card in pairs)
    tested = Counter(path for path, card in pairs if card.evidence)
    most = max(counts.values(), default=1)
    return [
        Row(
            word,
            word.title if len(word.title) <= _MAX_LABEL else f"{word.title[: _MAX_LABEL - 1]}…",
            tuple(
                CoverageCell(n, -(-n * _SHADES // most)) for n in (counts[word.path, level] for level in CRITICALITIES)
            ),
            tested[word.path],
        )
        for word in word_views(vocabulary, "technologies", cards)
    ]


def _pictures(catalog: Catalog, rows: Sequence[Row]) -> list[Picture]:
    """The rows in pictures of about the same height."""
    number = -(-len(rows) // _ROWS_PER_PICTURE)
    size = -(-len(rows) // number) if number else 1
    found = []
    for start in range(0, len(rows), size):
        part = tuple(rows[start : start + size])
        weak = [row for row in part if row.tested < row.word.count]
        title = (
            catalog.text("health.picture-part", first=start + 1, last=start + len(part))
            if number > 1
            else catalog.text("health.picture-all", count=len(part))
        )
        most = part[0].word
        description = catalog.text(
            "health.picture-hint", word=most.title, most=most.count, weak=len(weak), count=len(part)
        )
        found.append(Picture(title, description, part))
    return found
