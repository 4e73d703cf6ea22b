"""Each feed is read by its format's own parser, or by the schema that is published with it."""

from __future__ import annotations

import json
import re
import urllib.robotparser
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import llms_txt
import pytest
from feed_site import BASE, TITLE, build, hostile_project
from usp.tree import sitemap_from_str

from unstuck.feeds.bot_rules import ANSWER_CONTRACT
from unstuck.schemas import SCHEMAS, read_schema


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(hostile_project(tmp_path_factory.mktemp("addressed")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(hostile_project(tmp_path_factory.mktemp("bare"), base_url=""))


@pytest.fixture(params=["site", "bare"])
def either(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        read_schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("draft", ["2020-12", "07"])
def test_every_schema_is_one(name: str, draft: str) -> None:
    schema = read_schema(name, draft)
    jsonschema.validators.validator_for(schema).check_schema(schema)
    assert "$defs" not in json.dumps(schema) or draft == "2020-12"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_published(site: Path, name: str) -> None:
    assert json.loads((site / f"schema/{name}.json").read_text()) == read_schema(name)


def test_json_feeds_are_of_their_schemas(either: Path) -> None:
    validator("errors-1").validate(json.loads((either / "errors.json").read_text()))
    validator("terms-1").validate(json.loads((either / "terms.json").read_text()))
    validator("feed-1").validate(json.loads((either / "feed.json").read_text()))
    for path in either.glob("kb/*.json"):
        validator("article-1").validate(json.loads(path.read_text()))
    lines = (either / "kb.jsonl").read_text().splitlines()
    assert len(lines) >= 6
    for line in lines:
        validator("chunk-1").validate(json.loads(line))


def test_without_twins_nothing_leads_to_one(tmp_path: Path) -> None:
    project = hostile_project(tmp_path)
    with (tmp_path / "unstuck.toml").open("a") as config:
        config.write("twins = false\n")
    site = build(project)
    assert {path.name for path in site.glob("kb/*/*")} == {"index.html"}
    assert not [path for path in site.glob("kb/*") if path.is_file()]
    validator("feed-1").validate(json.loads((site / "feed.json").read_text()))
    twin = re.compile(r"A_FEED_[0-9]+\.(md|json)")
    for path in site.rglob("*"):
        if path.is_file() and not path.match("clients/*"):
            assert not twin.search(path.read_text(errors="replace")), path


def test_chunk_ids_are_unique_and_lead_to_headings(site: Path) -> None:
    chunks = [json.loads(line) for line in (site / "kb.jsonl").read_text().splitlines()]
    assert len({one["id"] for one in chunks}) == len(chunks)
    for one in chunks:
        assert one["url"].startswith(f"{BASE}/kb/{one['kb_id']}/")
        page = (site / "kb" / one["kb_id"] / "index.html").read_text()
        _, _, anchor = one["url"].partition("#")
        assert not anchor or f'id="{anchor}"' in page
    solution = next(one for one in chunks if one["id"] == "A_FEED_001#h-solution")
    assert solution["text"] == "```bash\nmend --it __FILE_NAME__ ']]>' '</code>' 1\n```"


def read_atom(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader's own, of Python's
        return feedparser.parse(path.read_bytes())


@pytest.mark.parametrize("name", ["atom.xml", "tags/docker/atom.xml"])
def test_atom_is_read_by_a_feed_reader(either: Path, name: str) -> None:
    feed = read_atom(either / name)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.updated == "2026-01-04T00:00:00Z"
    assert len({entry.id for entry in feed.entries}) == 3
    assert all(re.match(r"https?://|urn:uuid:", entry.id) for entry in (*feed.entries, feed.feed))
    assert "mend --it" in feed.entries[0].content[0].value


def test_atom_links_lead_to_pages_also_where_the_site_has_no_address(bare: Path) -> None:
    for name in ("atom.xml", "tags/docker/atom.xml"):
        root = ElementTree.parse(bare / name).getroot()
        assert root.findtext("*/{http://www.w3.org/2005/Atom}title") == f"{TITLE} 3"
        links = [one.attrib["href"] for one in root.iter("{http://www.w3.org/2005/Atom}link")]
        assert len(links) == 5
        for link in links:
            assert ((bare / name).parent / link).is_file()


def test_llms_txt_is_read_by_the_reference_parser(either: Path) -> None:
    text = (either / "llms.txt").read_text()
    parsed = llms_txt.parse_llms_file(text)
    assert parsed.title == "KB & <friends>"
    assert parsed.summary == "Errors [and] <fixes> & more"
    assert ANSWER_CONTRACT in text
    articles = parsed.sections["devops"]
    assert [one.url.rpartition("/")[2] for one in articles] == ["A_FEED_001.md", "A_FEED_002.md", "A_FEED_003.md"]
    for one in (*articles, *parsed.sections["For programs"], *parsed.sections["Optional"]):
        assert (either / one.url.removeprefix(f"{BASE}/")).is_file()


def test_llms_full_txt_holds_contract_and_every_article(site: Path) -> None:
    text = (site / "llms-full.txt").read_text()
    assert llms_txt.parse_llms_file(text.partition("\n---\n")[0]).title == "KB & <friends>"
    assert ANSWER_CONTRACT in text
    for number in (1, 2, 3):
        assert f"\nurl: {BASE}/kb/A_FEED_00{number}/\n" in text
        assert (site / f"kb/A_FEED_00{number}.md").read_text() in text


def test_the_sitemap_is_read_by_a_crawlers_parser(site: Path, bare: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pages = {page.url: page for page in sitemap_from_str((site / "sitemap.xml").read_text()).all_pages()}
    assert f"{BASE}/" in pages
    assert str(pages[f"{BASE}/kb/A_FEED_001/"].last_modified) == "2026-01-02 00:00:00"
    assert not (bare / "sitemap.xml").exists()


def test_robots_txt_lets_everyone_in_and_names_the_sitemap(site: Path) -> None:
    parser = urllib.robotparser.RobotFileParser()
    parser.parse((site / "robots.txt").read_text().splitlines())
    assert parser.can_fetch("AnyBot", f"{BASE}/kb/A_FEED_001/")
    assert parser.site_maps() == [f"{BASE}/sitemap.xml"]


def test_the_opensearch_description_keeps_to_its_bounds(site: Path, bare: Path) -> None:
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.parse(site / "opensearch.xml").getroot()
    assert root.tag == f"{space}OpenSearchDescription"
    assert root.findtext(f"{space}ShortName") == "KB & <friends>"
    assert root.find(f"{space}Url").attrib["template"] == f"{BASE}/search/?q={{searchTerms}}"  # type: ignore[union-attr]
    assert not (bare / "opensearch.xml").exists()


def test_every_page_names_the_feeds_and_a_tags_page_its_own(site: Path) -> None:
    page = (site / "kb/A_FEED_001/index.html").read_text()
    for name in ("feed.json", "atom.xml", "llms.txt", "opensearch.xml"):
        assert f'href="../../{name}"' in page
    assert 'href="atom.xml"' in (site / "tags/docker/index.html").read_text()


def test_the_errors_feed_says_all_that_an_answer_needs(site: Path) -> None:
    feed = json.loads((site / "errors.json").read_text())
    first = feed["errors"][0]
    assert first["captures"] == [{"name": "file", "type": "path", "placeholder": None}]
    assert first["confidence_inputs"]["bits"] > 10
    assert feed["articles"][0]["commands"][0]["placeholders"] == ["FILE_NAME"]
    assert feed["rules"]["types"]["int"]
    assert feed["contract"] == ANSWER_CONTRACT
    assert feed["content_origin"] == "untrusted-article"
