"""The catalogues: complete, alike in every language, filled in alike by Python and by the page's script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from builder import FRONT, Page, card, make_article, whole_site
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from unstuck.addresses import FINDINGS_PATH
from unstuck.article.dangers import PATTERNS
from unstuck.article.fields import CRITICALITIES
from unstuck.article.vocabulary import Vocabulary
from unstuck.config import make_config
from unstuck.errors import UsageError
from unstuck.pages import catalog as module
from unstuck.pages.catalog import direction, load_catalog, plural
from unstuck.pages.overview import home_page
from unstuck.pages.site import Site
from unstuck.resources import templates_path
from unstuck_search.rules import RULES

CATALOGUES = {path.stem: json.loads(path.read_text("utf-8")) for path in (templates_path() / "catalogs").glob("*.json")}
ENGLISH = CATALOGUES["en"]
TEXTS = ENGLISH["pages"] | ENGLISH["scripts"]
TEMPLATES = sorted(templates_path().glob("*.html"))
SCRIPTS = sorted((templates_path() / "assets").glob("*.js"))
MODULES = sorted(Path(module.__file__).parent.glob("*.py"))
LITERAL = re.compile(r"`([^`]*)`|f?\"([^\"]*)\"|'([^']*)'")
# What a machine says, and the names of formats, are the same in every language.
MACHINE = {"exec /usr/local/bin/entrypoint.sh: exec format error", "Markdown", "JSON", "make 2>&1 | unstuck", "TB"}
MACHINE |= {"unstuck search docker arm64", "unstuck check", "unstuck test"}
HOSTILE = st.text(st.sampled_from("a{}\"'<>&$`{count}{x}\u202e\\/"), max_size=8)


def asked_for(text: str) -> Iterator[str]:
    """The keys that some code asks for; one that ends with a dot is the beginning of several."""
    for call in re.finditer(r"\b(?:t|say|sayParts|catalog\.text)\(", text):
        depth, at = 0, call.end()
        while depth or text[at] not in ",)":
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(text[at], 0)
            at += 1
        for groups in LITERAL.findall(text[call.end() : at]):
            yield re.split(r"\$?\{", next(filter(None, groups), ""))[0]


def forms(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def parts(text: str | dict[str, str]) -> set[str]:
    return {part for form in forms(text) for part in re.findall(r"\{(\w+)\}", form)}


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS, *MODULES], ids=lambda path: path.name)
def test_every_text_that_is_asked_for_is_in_the_catalogue(path: Path) -> None:
    known = ENGLISH["scripts"] if path.suffix == ".js" else TEXTS
    for key in asked_for(path.read_text("utf-8")):
        assert key in known or (key.endswith(".") and any(one.startswith(key) for one in known)), key


def test_no_text_of_the_catalogue_is_left_over() -> None:
    sources = [path.read_text("utf-8") for path in (*TEMPLATES, *SCRIPTS, *MODULES)]
    beginnings = tuple({key for text in sources for key in asked_for(text) if key.endswith(".")})
    literals = set(re.findall(r"(?<=[`'\"])[a-z][a-z.-]*(?=[`'\"])", "\n".join(sources)))
    assert {key for key in TEXTS if key not in literals and not key.startswith(beginnings)} == set()
    assert not set(ENGLISH["pages"]) & set(ENGLISH["scripts"])


@pytest.mark.parametrize("language", sorted(set(CATALOGUES) - {"en"}))
def test_another_language_has_the_same_texts_with_the_same_parts(language: str) -> None:
    other = CATALOGUES[language]
    assert list(other) == list(ENGLISH)
    for table in ("pages", "scripts"):
        assert list(other[table]) == list(ENGLISH[table])
        for key, text in ENGLISH[table].items():
            assert parts(other[table][key]) == parts(text), key
            assert isinstance(other[table][key], str) == isinstance(text, str), key


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_texts_are_plain_and_have_every_form(language: str) -> None:
    for table in CATALOGUES[language].values():
        for key, text in table.items():
            assert isinstance(text, str) or {plural(1), plural(2)} == set(text), key
            for form in forms(text):
                assert form.strip() == form != "", key
                assert not set("<>&\"'`") & set(form), key
                assert not re.search(r"[{}]", re.sub(r"\{\w+\}", "", form)), key


@pytest.mark.parametrize("language", sorted(set(CATALOGUES) - {"en"}))
def test_what_other_data_names_in_english_has_a_name_in_every_language(language: str) -> None:
    rules = json.loads(RULES.read_text("utf-8"))
    kinds = {kind for table in ("secrets", "private", "addresses") for kind, _ in rules[table]}
    dangers = {name for name in PATTERNS if re.match(r"(a|dd|switching) ", name)}
    assert set(CATALOGUES[language]["names"]) == kinds | dangers | set(CRITICALITIES)


class Literals(HTMLParser):
    """The words that stand in a template as they are, outside of code and of Jinja's own marks."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = ("aria-label", "aria-description", "placeholder", "title", "alt", "value", "label")
        self.found |= {value for name, value in attrs if name in shown and value}

    def handle_data(self, data: str) -> None:
        self.found |= {line.strip() for line in data.splitlines()}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    source = path.read_text("utf-8")
    written = {one for one in Literals(source).found if re.search(r"[^\W\d_]", one)}
    marks = re.findall(r"\{%.*?%\}|\{\{.*?\}\}", source, re.DOTALL)
    quoted = {one[-1] for mark in marks for one in LITERAL.findall(mark)}
    written |= {one for one in quoted if re.match(r"[A-Z]|\w+ \w", one) and "/" not in one}
    assert written - MACHINE == set()


def test_scripts_have_no_words_of_their_own() -> None:
    for path in SCRIPTS:
        code = re.sub(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        for groups in re.findall(r"'([^'\n]*)'|`([^`]*)`", code):
            text = re.sub(r"\$\{[^}]*\}", "", "".join(groups))
            assert not re.match(r"[A-Z][a-z]+ [a-z]+|[A-Z][a-z]+[.:…]|.*[a-z] [a-z]+[.?:…]\Z", text), (path.name, text)


def test_a_language_falls_back_text_by_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "catalogs"
    folder.mkdir()
    for language, pages in {
        "en": {"a": "A", "b": "B", "c": "C"},
        "de": {"a": "Ä", "b": "Ü"},
        "de-AT": {"b": "Jö"},
    }.items():
        (folder / f"{language}.json").write_text(json.dumps({"pages": pages, "scripts": {}, "names": {}}), "utf-8")
    monkeypatch.setattr(module, "templates_path", lambda: tmp_path)
    fresh = load_catalog.__wrapped__
    assert "".join(fresh("de-at").text(key) for key in "abc") == "ÄJöC"
    assert "".join(fresh("de-CH").text(key) for key in "abc") == "ÄÜC"
    assert "".join(fresh("fi").text(key) for key in "abc") == "ABC"
    assert (fresh("fi").language, fresh("fi").own, fresh("de-CH").language, fresh("de-CH").own) == (
        "en",
        False,
        "de-CH",
        True,
    )


@pytest.mark.parametrize("language", ["../../../etc/passwd", "", "..", "de/../en", "*", "\x00", "日本"])
def test_a_strange_language_speaks_english(language: str) -> None:
    assert load_catalog(language).text("nav.errors") == "Errors"


@pytest.mark.parametrize("language", ["English", 'de"><script>', "de_DE", "", "d", "de-", "de-a-b"])
def test_a_language_that_no_browser_knows_is_a_finding_of_the_configuration(language: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="`language` must be a tag such as"):
        make_config(tmp_path, {"language": language}, tmp_path / "unstuck.toml")


@pytest.mark.parametrize("language", ["en", "de-AT", "zh-Hans-CN", "es-419", "DE", "sl-rozaj"])
def test_tags_of_languages_are_taken(language: str, tmp_path: Path) -> None:
    assert make_config(tmp_path, {"language": language}, tmp_path / "unstuck.toml").language == language


@given(value=HOSTILE)
def test_values_are_escaped_where_they_are_shown_and_never_read_as_text(value: str) -> None:
    html = load_catalog("en").markup("home.no-script", link=value)
    assert Page(str(html)).text == ENGLISH["pages"]["home.no-script"].replace("{link}", value)
    assert load_catalog("en").markup("home.no-script", link=Markup("<b>x</b>")).count("<b>x</b>") == 1


def test_a_page_speaks_german() -> None:
    article = make_article("# Titel\n\n## Solution\n\n```bash\nrm -rf __DIR_NAME__\n```\n", FRONT + "impact: x\n")
    for path, html in whole_site([article], Site("T", language="de", feeds=())).items():
        page = Page(html)
        assert page.all("html")[0].attributes == {"lang": "de"}, path
        assert "lang" not in page.all("body")[0].attributes
        assert "Was Sie hier einfügen" in page.text
        if path == FINDINGS_PATH:
            continue  # the explanations are in English, and marked as such
        for english in ("Technologies", "Criticality", "Errors", "Browse", "high"):
            assert english not in page.text, (path, english)


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("he-IL", "rtl"), ("FA", "rtl"), ("ur", "rtl")])
def test_a_page_of_a_language_from_right_to_left_says_so_and_what_is_english_in_it(
    language: str, expected: str
) -> None:
    assert (direction(language), direction("en"), direction("ur-Latn")) == (expected, "ltr", "ltr")
    page = Page(home_page(Site("T", language=language), Vocabulary(), [card(1)]))
    assert page.all("html")[0].attributes == {"lang": language, "dir": "rtl"}
    assert page.all("body")[0].attributes["lang"] == "en"
    assert page.all("ul")[-2].attributes == {"class": "entries", "lang": language}


@pytest.fixture(scope="module", params=sorted(CATALOGUES))
def script(request: pytest.FixtureRequest) -> Iterator[tuple[str, Any]]:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on this machine")
    code = (
        "globalThis.window = globalThis; globalThis.document = {};\n"
        + load_catalog(request.param).script().decode()
        + (templates_path() / "assets" / "words.js").read_text("utf-8")
        + "require('readline').createInterface({ input: process.stdin }).on('line', line => {"
        "const [name, args] = JSON.parse(line);"
        "process.stdout.write(JSON.stringify(Unstuck[name](...args)) + '\\n'); });"
    )
    with subprocess.Popen([found, "-e", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def ask(name: str, *args: Any) -> str:
            stdin.write(json.dumps([name, args]) + "\n")
            stdin.flush()
            return str(json.loads(stdout.readline()))

        yield request.param, ask
        stdin.close()


@given(key=st.sampled_from(sorted(ENGLISH["scripts"])), count=st.integers(0, 1000), value=HOSTILE)
@settings(deadline=None, max_examples=200)
def test_the_script_says_what_python_says(script: tuple[str, Any], key: str, count: int, value: str) -> None:
    language, ask = script
    values = dict.fromkeys(parts(ENGLISH["scripts"][key]), value) | {"count": count}
    assert ask("say", key, values) == load_catalog(language).text(key, **values)


def test_dates_numbers_and_lists_are_those_of_the_language(script: tuple[str, Any]) -> None:
    language, ask = script
    told = [ask("dated", "2027-11-21"), ask("rounded", 1.25, 1), ask("listed", [2, 3, 5]), ask("named", "high")]
    expected = {
        "en": ["21 November 2027", "1.3", "2, 3 and 5", "high"],
        "de": ["21. November 2027", "1,3", "2, 3 und 5", "hoch"],
    }
    assert told == expected[language]
    assert ask("named", "toString") == "toString"
