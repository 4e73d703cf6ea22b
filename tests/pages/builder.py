"""Articles and sites for the tests of pages, and a reader of the HTML they become."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from unstuck.addresses import article_path
from unstuck.article.model import Article
from unstuck.article.parse import read_document
from unstuck.article.vocabulary import FACETS, Vocabulary
from unstuck.checks import RULES
from unstuck.pages.article import article_page, redirect_page
from unstuck.pages.body import render_body
from unstuck.pages.findings import findings_page
from unstuck.pages.health import Shared, health_page
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
from unstuck.pages.overview import home_page, not_found_page, search_page
from unstuck.pages.signatures import sort_words
from unstuck.pages.site import Card, Site, make_card

WORDS = Vocabulary()
SITE = Site("Unstuck", "Paste an error, get the fix.", generated=datetime.date(2026, 12, 1))
FRONT = """kb_id: TEST_CASE_001
category: devops
platform: linux
technologies: [docker]
complexity: 2
criticality: high
created: 2026-02-17
tags: [docker]
related_kb: []
"""
BLOCKS = frozenset(
    {"p", "div", "li", "dt", "dd", "th", "td", "tr", "section", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
)
VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


def make_article(body: str, front: str = FRONT) -> Article:
    """The article of a Markdown text."""
    article = read_document("TEST_CASE_001.md", f"---\n{front}---\n\n{body}".encode()).article
    assert article is not None
    return article


def body_html(body: str, front: str = FRONT) -> str:
    """The page body of a Markdown text."""
    return render_body(make_article(body, front), WORDS)


def card(number: int = 1, **values: object) -> Card:
    """A card; no two of different numbers are alike."""
    defaults: dict[str, object] = {
        "title": f"Case {number}",
        "tldr": f"It fails {number} → mend it",
        "category": "devops",
        "platforms": ("linux",),
        "technologies": ("docker",),
        "tags": (f"tag-{number % 40}",),
        "criticality": ("critical", "high", "medium", "low")[number % 4],
        "created": datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 300),
        "errors": ((f"case {number} failed at {{path}}",),),
    }
    return Card(kb_id=f"TEST_CASE_{number:04}", **{**defaults, **values})  # type: ignore[arg-type]


def all_lists(site: Site, vocabulary: Vocabulary, cards: Sequence[Card]) -> dict[str, str]:
    """Every list page: errors, facets and their words."""
    pages = list_of_errors(site, cards)
    for facet in FACETS:
        pages |= facet_index(site, vocabulary, facet, cards)
        pages |= lists_of_words(site, vocabulary, facet, cards)
    return pages


def list_of_errors(site: Site, cards: Iterable[Card]) -> dict[str, str]:
    """The pages of `/errors/`."""
    pages = errors_pages(ErrorRow(sort_words(lines), lines, card) for card in cards for lines in card.errors)
    letters = first_pages(pages)
    return dict(errors_page(site, page, letters) for page in pages)


def lists_of_words(site: Site, vocabulary: Vocabulary, facet: str, cards: Sequence[Card]) -> dict[str, str]:
    """The pages of each word of a facet."""
    words = dict.fromkeys(word for card in cards for word in card.words(facet))
    having = {word: by_title(card for card in cards if word in card.words(facet)) for word in words}
    pages = ((word, page) for word, held in having.items() for page in card_pages(held))
    return dict(facet_page(site, vocabulary, facet, word, page) for word, page in pages)


def whole_site(articles: list[Article], site: Site = SITE, vocabulary: Vocabulary = WORDS) -> dict[str, str]:
    """Every page of a site."""
    cards = {article.kb_id: make_card(article) for article in articles}
    found = list(cards.values())
    pages = {
        article_path(article.kb_id): article_page(
            site,
            vocabulary,
            cards[article.kb_id],
            render_body(article, vocabulary, site.language),
            related=[cards[one] for one in article.front.related_kb if one in cards],
            referring=[cards[one.kb_id] for one in articles if article.kb_id in one.front.related_kb],
        )
        for article in articles
    }
    pages |= all_lists(site, vocabulary, found)
    pages["index.html"] = home_page(site, vocabulary, found)
    pages["search/index.html"] = search_page(site)
    shared = [Shared(found[0].errors[0], tuple(found[:2]))] if found[0].errors else []
    pages["health/index.html"] = health_page(site, vocabulary, found, shared)
    pages["findings/index.html"] = findings_page(site, RULES)
    pages["404.html"] = not_found_page(site)
    return pages | redirect_page(site, "FORMER_ID_001", found[0].kb_id)


@dataclass
class Node:
    """An element as the parser met it, with all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """The elements and the text of some HTML."""

    source: str
    nodes: list[Node] = field(default_factory=list)
    text: str = ""
    open: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.nodes.append(node)
        self.text += "\n" * (tag in BLOCKS)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(node.tag == "script" for node in self.open):
            self.text += data
        for node in self.open:
            node.text += data

    def all(self, *tags: str) -> list[Node]:
        """The elements with one of these names, in order."""
        return [node for node in self.nodes if node.tag in tags]
