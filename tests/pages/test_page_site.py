"""Whole pages: strict, linked, bounded in size, and safe whatever the titles say."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from builder import FRONT, SITE, WORDS, Page, card, list_of_errors, lists_of_words, make_article, whole_site
from hypothesis import given
from hypothesis import strategies as st

from unstuck.addresses import href, word_slug
from unstuck.article.parse import read_document
from unstuck.article.vocabulary import read_vocabulary
from unstuck.pages.article import article_page, redirect_page
from unstuck.pages.health import health_page
from unstuck.pages.lists import CARDS_PER_PAGE, ERRORS_PER_PAGE, card_pages, facet_index
from unstuck.pages.overview import home_page, not_found_page
from unstuck.pages.site import Site

KB = Path(__file__).parents[2] / "kb"
TITLES = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    documents = [read_document(path.relative_to(KB).as_posix(), path.read_bytes()) for path in sorted(KB.rglob("*.md"))]
    vocabulary, _ = read_vocabulary((KB / "vocabulary.yaml").read_bytes())
    return whole_site([document.article for document in documents if document.article], vocabulary=vocabulary)


def test_no_page_has_anything_inline_or_asks_another_host(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        assert "script-src 'self'" in html, path
        for node in Page(html).nodes:
            assert "style" not in node.attributes, path
            assert not [name for name in node.attributes if name.startswith("on")], path
            assert node.tag not in ("style", "iframe", "object", "embed", "base", "img"), path
            if node.tag == "script":
                assert node.attributes.get("type") == "application/ld+json" or "src" in node.attributes
            if node.tag == "link":
                assert not urlsplit(node.attributes["href"]).netloc


def test_every_page_has_its_landmarks_one_title_and_whole_markup(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        page = Page(html)
        assert not page.open, path
        assert len(page.all("h1")) == 1, path
        assert len(page.all("main")) == 1, path
        assert page.all("html")[0].attributes["lang"] == "en"
        assert page.all("a")[0].attributes["href"] == "#main"
        levels = [int(node.tag[1]) for node in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (path, levels)
        ids = [node.attributes["id"] for node in page.nodes if "id" in node.attributes]
        assert len(ids) == len(set(ids)), path


def test_every_relative_link_leads_to_a_page_and_to_a_place_on_it(pages: dict[str, str]) -> None:
    twins = {
        path.removesuffix("/index.html") + end for path in pages if path.startswith("kb/") for end in (".md", ".json")
    }
    sheets = {f"assets/{name}.css" for name in ("site", "article", "paste", "health")}
    feeds = {path.rpartition("/")[0] + "/atom.xml" for path in pages if path.startswith("tags/")}
    there = {*pages, *twins, *sheets, *feeds, "feed.json", "atom.xml", "llms.txt"}
    for path, html in pages.items():
        if path == "404.html":
            continue
        for node in Page(html).nodes:
            target = urlsplit(node.attributes.get("href", "#main"))
            if target.scheme:
                continue
            to = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.path)))
                if target.path
                else path
            )
            assert to in there, (path, target.path)
            if target.fragment and to in pages:
                assert f'id="{unquote(target.fragment)}"' in pages[to], (path, target)


def test_the_page_for_lost_readers_works_at_any_depth() -> None:
    for node in Page(not_found_page(Site("T", base_url="https://e.test/docs/"))).nodes:
        if (
            node.tag in ("a", "link")
            and node.attributes["href"] != "#main"
            and "canonical" not in node.attributes.get("rel", "")
        ):
            assert node.attributes["href"].startswith("/docs/")


def test_pages_do_not_grow_with_the_knowledge_base() -> None:
    few = [card(number) for number in range(100)]
    many = [card(number) for number in range(3000)]
    for make in (
        lambda cards: home_page(SITE, WORDS, cards),
        lambda cards: health_page(SITE, WORDS, cards),
        lambda cards: facet_index(SITE, WORDS, "tags", cards)["tags/index.html"],
        lambda cards: lists_of_words(SITE, WORDS, "technologies", cards)["technologies/docker/index.html"],
    ):
        assert len(make(many)) < len(make(few)) * 1.1 + 1000
    errors = list_of_errors(SITE, many)
    assert all(html.count('<li class="signature">') <= ERRORS_PER_PAGE for html in errors.values())
    assert max(map(len, errors.values())) < 120_000


def test_a_long_list_has_pages_that_lead_to_each_other() -> None:
    made = lists_of_words(SITE, WORDS, "technologies", [card(number) for number in range(120)])
    assert list(made)[:3] == [f"technologies/docker/{name}" for name in ("index.html", "index-2.html", "index-3.html")]
    assert all(html.count('<li class="entry') <= CARDS_PER_PAGE for html in made.values())
    assert 'rel="next" href="index-3.html"' in made["technologies/docker/index-2.html"]
    assert 'rel="prev" href="index.html"' in made["technologies/docker/index-2.html"]


@given(st.integers(0, 3_000), st.integers(3_000, 3_100))
def test_an_article_more_moves_few_others_to_another_page(place: int, number: int) -> None:
    before = [card(one) for one in range(3_000)]
    after = [*before[:place], card(number), *before[place:]]
    pages = {page.rows for page in card_pages(before)}
    assert sum(page.rows not in pages for page in card_pages(after)) <= 12


@given(title=TITLES, tag=TITLES)
def test_titles_and_tags_are_shown_as_they_are(title: str, tag: str) -> None:
    hostile = card(1, title=title, tldr=title, tags=(tag,), category=tag, errors=((title,),), fix_time=tag)
    html = article_page(Site("T", base_url="https://e.test"), WORDS, hostile, f"<h1>{''}</h1>", related=[hostile])
    links = [node.text for node in Page(html).all("a")]
    assert title in links
    assert tag in links
    listed = Page(next(iter(lists_of_words(SITE, WORDS, "tags", [hostile]).values())))
    assert listed.all("h1")[0].text == tag
    assert listed.all("h3")[0].text == title
    data = json.loads(next(node.text for node in Page(html).all("script")))
    assert data["@graph"][0]["headline"] == title


def test_structured_data_cannot_end_its_element() -> None:
    title = "</script><script>alert(1)</script><!-- \u2028 ]]>"
    html = article_page(SITE, WORDS, card(1, title=title), "<h1>x</h1>")
    data = re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", html, re.DOTALL)
    assert len(data) == 1
    assert not set("<>&\u2028") & set(data[0])
    assert html.count("<script") == 1 + html.count("<script src=")


def test_hostile_front_matter_is_text() -> None:
    front = (
        FRONT
        + "title: '\"><script>alert(1)</script>{{ 7*7 }}'\nowner: '<img src=x onerror=alert(1)>'\n"
        + ("sources:\n  - {url: 'javascript:alert(1)', title: 'x'}\nlicense: \"<svg onload=alert(1)>\"\n")
    )
    pages = whole_site([make_article("## Fix\n\ntext\n", front)])
    for path, html in pages.items():
        page = Page(html)
        assert not page.all("img"), path
        assert all(node.attributes["class"] == "picture" for node in page.all("svg")), path
        scripts = [node for node in page.all("script") if node.attributes.get("type") != "application/ld+json"]
        assert all(node.attributes["src"].startswith("../../assets/") and not node.text for node in scripts), path
        assert not [node for node in page.nodes if "javascript" in node.attributes.get("href", "")], path
    assert "{{ 7*7 }}" in Page(pages["kb/TEST_CASE_001/index.html"]).text


def test_a_public_address_adds_canonical_and_open_graph() -> None:
    html = article_page(Site("T", base_url="https://e.test/docs"), WORDS, card(1), "<h1>x</h1>")
    assert '<link rel="canonical" href="https://e.test/docs/kb/TEST_CASE_0001/">' in html
    assert 'property="og:title"' in html
    without = article_page(SITE, WORDS, card(1), "<h1>x</h1>")
    assert "canonical" not in without
    assert "og:" not in without


@pytest.mark.parametrize("bad", ["../../etc_001", "//evil.test", "A_001\n", "a b_001", ""])
def test_redirects_lead_to_checked_ids_only(bad: str) -> None:
    with pytest.raises(ValueError, match="is not a kb_id"):
        redirect_page(SITE, "OLD_001", bad)
    with pytest.raises(ValueError, match="is not a kb_id"):
        redirect_page(SITE, bad, "NEW_001")


def test_no_two_words_share_an_address() -> None:
    words = [
        "c",
        "C",
        "c++",
        "c#",
        "C#",
        "node.js",
        "node-js",
        "Node JS",
        "日本",
        "日 本",
        "..",
        "index-2",
        "naïve",
        "naive",
    ]
    slugs = [word_slug(word) for word in words]
    assert len(set(slugs)) == len(words)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)
    assert slugs[0] == "c"


def test_addresses_are_relative_to_the_page() -> None:
    assert href("index.html", "kb/X_001/index.html") == "kb/X_001/index.html"
    assert href("kb/X_001/index.html", "tags/a/index.html") == "../../tags/a/index.html"
    assert href("tags/a/index-2.html", "tags/a/index.html") == "index.html"


def test_the_same_values_give_the_same_bytes() -> None:
    cards = [card(number) for number in range(30)]
    assert home_page(SITE, WORDS, cards) == home_page(SITE, WORDS, list(reversed(cards)))
    assert list_of_errors(SITE, cards) == list_of_errors(SITE, list(reversed(cards)))


def test_another_article_is_listed_once_under_the_strongest_reason() -> None:
    one, two, three = card(1), card(2), card(3)
    html = article_page(SITE, WORDS, one, "<h1>x</h1>", related=[two, three], referring=[two, three], same_error=[two])
    assert [node.text for node in Page(html).all("a") if node.text.startswith("Case")] == ["Case 2", "Case 3"]


PATHS = st.lists(st.sampled_from(["kb", "a", "b", "errors", "é"]), max_size=3).map(
    lambda folders: "/".join([*folders, "index.html"])
)


@given(PATHS, PATHS)
def test_a_relative_address_is_that_of_the_standard_library(here: str, there: str) -> None:
    assert href(here, there) == posixpath.relpath(there, posixpath.dirname(here) or ".")
