"""However many articles there are, and whatever stands in them: no page over its budget, nothing lost, same bytes."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import llms_txt
from feed_site import build, hostile_project
from hypothesis import given
from hypothesis import strategies as st

from parted_feeds import errors_files
from unstuck.article.parse import read_document
from unstuck.feeds.about import About
from unstuck.feeds.atom import MAX_ENTRIES, atom
from unstuck.feeds.chunks import MAX_CHARACTERS, chunks
from unstuck.feeds.crawlers import opensearch, sitemaps
from unstuck.feeds.errors_feed import FeedArticle, FeedCommand, FeedSignature, FeedTldr
from unstuck.feeds.errors_json import errors_feed, feed_article
from unstuck.feeds.json_feed import MAX_PAGE, feed_item, feed_page, feed_pages
from unstuck.feeds.llms import Group, full_index, full_part, full_parts, llms_lists
from unstuck.schemas import read_schema

ABOUT = About("A KB", "What it is.", "en", "https://kb.example.com")
TODAY = datetime.date(2026, 11, 21)
HEAD = "---\nkb_id: A_FEED_001\ncreated: 2026-01-02\n---\n\n# Title\n\n"
ANY_TEXT = st.text(max_size=300)


def entry(number: int, title: str = "Title", text: str = "do it", **changes: Any) -> FeedArticle:
    article = read_document("A.md", HEAD.encode(), loose=True).article
    assert article is not None
    made = replace(
        feed_article(article),
        kb_id=f"A_FEED_{number:03}",
        url=f"kb/A_FEED_{number:03}/index.html",
        title=title,
        commands=(FeedCommand("", text),),
        updated=f"2026-{number % 12 + 1:02}-01",
    )
    return replace(made, **changes)


def json_feed(about: About, entries: Sequence[FeedArticle], errors: Sequence[str] = ()) -> dict[str, bytes]:
    """The pages of a JSON feed by path."""
    items = {one.kb_id: feed_item(about, one, errors) for one in entries}
    pages = feed_pages((kb_id, len(item)) for kb_id, item in items.items())
    following = [*list(pages)[1:], ""]
    return dict(
        feed_page(about, path, [items[kb_id] for kb_id in ids], next_path)
        for (path, ids), next_path in zip(pages.items(), following, strict=True)
    )


def test_json_feed_pages_hold_every_article_once_and_keep_to_the_budget() -> None:
    entries = [entry(number, text="x" * 1_400) for number in range(1, 600)]
    pages = json_feed(ABOUT, entries)
    assert len(pages) > 2
    seen: list[str] = []
    path: str | None = "feed.json"
    while path:
        assert len(pages[path]) <= MAX_PAGE
        page = json.loads(pages.pop(path))
        seen += [item["_unstuck"]["kb_id"] for item in page["items"]]
        path = page.get("next_url", "").removeprefix("https://kb.example.com/") or None
    assert not pages
    assert seen == [one.kb_id for one in entries]


def test_the_worst_article_alone_keeps_to_the_budget_of_a_page() -> None:
    worst = '"' * 100_000
    one = entry(
        1,
        title=worst,
        tags=(worst,) * 999,
        technologies=(worst,) * 999,
        risks=(worst,) * 99,
        commands=(FeedCommand("", worst[:1_500]),) * 99,
        tldr=FeedTldr(worst, worst),
        category=worst,
    )
    for about in (ABOUT, About(worst, worst)):
        for page in json_feed(about, [one], [worst] * 99).values():
            assert len(page) <= MAX_PAGE


def test_a_command_too_long_for_a_feed_is_left_out_whole() -> None:
    (page,) = json_feed(ABOUT, [entry(1, text="rm -r /tmp/x" * 1_000)]).values()
    assert b"rm -r" not in page


def test_atom_holds_the_newest_and_no_undated_article() -> None:
    entries = [*(entry(number) for number in range(1, 100)), entry(100, updated="", created="")]
    root = ElementTree.fromstring(atom(ABOUT, "atom.xml", "T", "index.html", entries, {}, TODAY))
    updated = [one.text for one in root.findall("*/{http://www.w3.org/2005/Atom}updated")]
    assert len(updated) == MAX_ENTRIES
    assert updated == sorted(updated, reverse=True)  # type: ignore[type-var]
    assert updated[0] == "2026-12-01T00:00:00Z"


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_makes_well_formed_xml(title: str, text: str) -> None:
    about = About(title, text, "en", "https://kb.example.com")
    one = entry(1, title=title, text=text, tags=(title,), category=text)
    ElementTree.fromstring(atom(about, "atom.xml", title, "index.html", [one], {"A_FEED_001": [text]}, TODAY))
    ElementTree.fromstring(opensearch(about))


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_makes_an_llms_txt_that_its_parser_reads(title: str, text: str) -> None:
    about = About(f"T{title}", text, "en", "https://kb.example.com")
    one = entry(1, title=f"T{title}", tldr=FeedTldr(text, title))
    files = dict(llms_lists(about, [Group(f"G{title}", "g", [one])]))
    parsed = llms_txt.parse_llms_file(files["llms.txt"].decode())
    first = next(iter(parsed.sections.values()))
    assert first[0].url == "https://kb.example.com/kb/A_FEED_001.md"


def test_over_a_budget_llms_files_are_parted_by_category() -> None:
    entries = {one.kb_id: one for one in map(entry, (*range(1, 60), *range(101, 160)))}
    markdown = b"# Article\n\ntext\n" * 20
    names = {"first": [*entries][:59], "second": [*entries][59:]}
    groups = [Group(name, name, [entries[kb_id] for kb_id in ids]) for name, ids in names.items()]
    files = dict(llms_lists(ABOUT, groups, 4_000))
    sized = [(name, name, [(kb_id, len(markdown)) for kb_id in ids]) for name, ids in names.items()]
    parts = full_parts(ABOUT, sized, 20_000)
    files |= dict(full_part(ABOUT, one, [(entries[kb_id], markdown) for kb_id in one.ids]) for one in parts)
    files |= dict([full_index(ABOUT, parts)])
    assert all(len(data) <= 20_000 for path, data in files.items() if "full" in path)
    assert all(len(data) <= 4_000 for path, data in files.items() if "full" not in path)
    listed = []
    for index in ("llms.txt", "llms-full.txt"):
        links = llms_txt.parse_llms_file(files[index].decode()).sections["Categories"]
        listed += [link.url.removeprefix("https://kb.example.com/") for link in links]
    assert sorted(listed) == sorted(path for path in files if "/" in path)
    whole = b"".join(data for path, data in files.items() if path.startswith("llms/") and "full" not in path)
    assert all(whole.count(f"A_FEED_{number:03}.md".encode()) == 1 for number in (*range(1, 60), *range(101, 160)))


def test_a_large_errors_feed_is_parted_and_names_its_parts() -> None:
    entries = [entry(number, related_kb=()) for number in range(1, 200)]
    signatures = [FeedSignature(f"{one.kb_id}#1", one.kb_id, ("a b c",)) for one in entries]
    feed = errors_feed("T", "", entries, signatures)
    files = dict(errors_files(feed, {}, max_file=50_000))
    check = jsonschema.Draft202012Validator(read_schema("errors-1"))
    index = json.loads(files.pop("errors.json"))
    check.validate(index)
    assert (index["articles"], index["errors"]) == ([], [])
    articles, errors = [], []
    for part in index["parts"]:
        data = files.pop(part["url"])
        assert len(data) <= 52_000
        value = json.loads(data)
        check.validate(value)
        assert (part["articles"], part["errors"]) == (len(value["articles"]), len(value["errors"]))
        assert (part["first"], part["last"]) == (value["articles"][0]["kb_id"], value["articles"][-1]["kb_id"])
        articles += value["articles"]
        errors += value["errors"]
    assert not files
    assert articles == [one.to_json() for one in feed.articles]
    assert [one["id"] for one in errors] == [one.id for one in feed.signatures]


def test_a_sitemap_over_the_formats_limit_has_parts() -> None:
    pages = [(f"kb/{number}/index.html", "") for number in range(7)]
    files = dict(sitemaps(ABOUT, pages, max_addresses=3))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count(b"<loc>") == 3
    assert sum(data.count(b"<loc>") for data in files.values()) == 10


@given(st.lists(st.text("ab c\n#-`", max_size=400), max_size=6))
def test_chunks_are_bounded_have_ids_of_their_own_and_lose_no_word(paragraphs: list[str]) -> None:
    body = "\n\n".join(f"## H{number}\n\n{text}\n\nword{number}" for number, text in enumerate(paragraphs))
    article = read_document("A.md", (HEAD + body).encode(), loose=True).article
    assert article is not None
    found = chunks(article)
    assert len({one.id("A_FEED_001") for one in found}) == len(found)
    assert all(0 < len(one.text) <= MAX_CHARACTERS for one in found)
    whole = " ".join(text for one in found for text in (one.text, *one.headings))
    assert all(f"word{number}" in whole for number in range(len(paragraphs)))


def test_a_section_of_any_length_is_cut_into_parts() -> None:
    body = "## Solution\n\n" + "\n\n".join(f"{number} {'word ' * 400}" for number in range(20)) + "\n\n" + "x" * 20_000
    article = read_document("A.md", (HEAD + body).encode(), loose=True).article
    assert article is not None
    found = chunks(article)
    assert [one.id("A_FEED_001") for one in found[:2]] == ["A_FEED_001#h-solution", "A_FEED_001#h-solution~2"]
    assert all(len(one.text) <= MAX_CHARACTERS for one in found)
    assert sum(one.text.count("x") for one in found) == 20_000


def test_the_same_articles_make_the_same_bytes_on_any_day_in_any_order(tmp_path: Path) -> None:
    def tree(folder: Path, **env: str) -> dict[str, bytes]:
        site = build(hostile_project(folder, articles=4), **env)
        return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    first = tree(tmp_path / "first", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    assert tree(tmp_path / "second", PYTHONHASHSEED="2", TZ="America/Lima") == first
    later = tree(tmp_path / "third", SOURCE_DATE_EPOCH="1900000000")
    feeds = [path for path in first if not path.endswith(".html") and not path.startswith(".unstuck-manifest")]
    assert {path: later[path] for path in feeds} == {path: first[path] for path in feeds}
