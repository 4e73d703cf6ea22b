"""An article as an entry of a list. Written in Python, for a large site has a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from unstuck.addresses import article_path
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.catalog import Catalog
from unstuck.pages.signatures import template_html
from unstuck.pages.site import Card


def card_html(card: Card, vocabulary: Vocabulary, up: str, catalog: Catalog) -> str:
    """One entry. `up` leads from the list's folder to the site's root (`../../`)."""
    facts = [escape(card.fix_time)] if card.fix_time else []
    if card.criticality:
        facts.append(
            Markup('<span class="crit crit-{}">{}</span>').format(
                css_word(card.criticality), catalog.label(card.criticality)
            )
        )
    facts += [escape(vocabulary.title("technologies", word)) for word in card.technologies[:3]]
    error = ""
    if card.errors and card.errors[0]:
        error = f'<p class="error mono" dir="ltr">{template_html(card.errors[0][0])}</p>\n'
    tldr = f'<p dir="auto">{escape(card.tldr)}</p>\n' if card.tldr else ""
    meta = f'<p class="meta">{"".join(f"<span>{fact}</span>" for fact in facts)}</p>\n' if facts else ""
    return (
        f'<li class="entry">\n<h3 dir="auto"><a href="{up}{article_path(card.kb_id)}">{escape(card.title)}</a></h3>\n'
        f"{error}{tldr}{meta}</li>\n"
    )


def cards_html(cards: Iterable[Card], vocabulary: Vocabulary, up: str, catalog: Catalog) -> Markup:
    """Entries in the order given; `catalog` has the names of levels."""
    return Markup("".join(card_html(card, vocabulary, up, catalog) for card in cards))  # noqa: S704  (escaped above)


def css_word(word: str) -> str:
    """A word as part of a class name."""
    return word if word in ("low", "medium", "high", "critical") else "other"
