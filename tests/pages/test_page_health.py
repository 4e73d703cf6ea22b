"""The keeper's page: a picture that says what it shows in words, and lists that leave nothing out."""

from __future__ import annotations

import datetime
import re

import pytest
from builder import SITE, WORDS, Page, card

from unstuck.pages.health import Shared, health_page
from unstuck.pages.site import Card


def cards_of(technologies: int) -> list[Card]:
    return [
        card(number, technologies=(f"technology-{number % technologies:03}",), evidence=number % 2 == 0)
        for number in range(technologies * 3)
    ]


def html_of(cards: list[Card]) -> str:
    return health_page(SITE, WORDS, cards)


@pytest.mark.parametrize("technologies", [1, 26, 200])
def test_every_technology_is_drawn_and_stands_in_the_table(technologies: int) -> None:
    page = Page(html_of(cards_of(technologies)))
    drawn = [node.text for node in page.all("text") if node.attributes.get("class") == "name"]
    assert len(drawn) == technologies
    assert len(page.all("tr")) == technologies + 1
    heights = [int(node.attributes["viewbox"].split()[3]) for node in page.all("svg")]
    assert max(heights) <= 24 + 26 * 25


def test_a_picture_has_a_title_a_description_and_no_colour_of_its_own() -> None:
    page = Page(html_of(cards_of(30)))
    ids = {node.attributes["id"] for node in page.nodes if "id" in node.attributes}
    for picture in page.all("svg"):
        assert picture.attributes["role"] == "img"
        assert set(picture.attributes["aria-labelledby"].split()) <= ids
        assert "30 technologies" in picture.text or "have articles that no real paste proves" in picture.text
    assert not [node for node in page.nodes if node.attributes.keys() & {"fill", "style", "stroke"}]


def test_counts_in_the_picture_are_those_of_the_articles() -> None:
    cards = [
        card(1, criticality="critical", technologies=("git",), evidence=True),
        card(2, criticality="critical", technologies=("git",)),
        card(3, criticality="low", technologies=("git",), evidence=True),
    ]
    texts = [node.text for node in Page(html_of(cards)).all("text")]
    assert texts[-4:] == ["git", "2", "1", "2/3"]


def test_more_technologies_than_fit_are_told_of() -> None:
    assert "(5 more)" in html_of(cards_of(205))
    assert "more)" not in html_of(cards_of(200))


def test_the_lists_tell_stale_untested_and_without_evidence_apart() -> None:
    stale = card(1, evidence=True, review_by=datetime.date(2026, 11, 1))
    untested, without, shared = card(2), card(3, samples=True), card(4, evidence=True)
    html = health_page(SITE, WORDS, [stale, untested, without, shared], [Shared(("a {b}",), (stale, shared))])
    sections = {found[1]: found[2] for found in re.finditer(r'<h2 id="(\w+)">(.*?)</section>', html, re.DOTALL)}
    assert {name: re.findall(r"Case \d", sections[name]) for name in ("stale", "untested", "without", "ambiguous")} == {
        "stale": ["Case 1"],
        "untested": ["Case 2"],
        "without": ["Case 3"],
        "ambiguous": ["Case 1", "Case 4"],
    }


def test_hostile_and_long_names_are_text_and_fit() -> None:
    hostile = "</text><script>alert(1)</script>" * 3
    page = Page(html_of([card(1, technologies=(hostile,))]))
    assert not page.all("script")
    name = next(node.text for node in page.all("text") if node.attributes.get("class") == "name")
    assert name == f"{hostile[:17]}…"
