"""Signatures in other tools' formats: what our template finds, theirs finds; each format's own rules hold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from opensearchpy.helpers.query import Q

from driver import Project
from unstuck.article.discovery import discover
from unstuck.export import FORMATS, export
from unstuck.export.percolator import phrases
from unstuck.export.regex import regex
from unstuck.feeds.errors_feed import ErrorsFeed
from unstuck.lookup.knowledge_base import make_feed, open_knowledge_base, read_index_entries
from unstuck_search.signatures.example import VALUES, example
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import TYPES, TemplateError, escape, parse
from unstuck_search.text import QUOTES, fold

KB = Path(__file__).parent.parent.parent / "kb"
LITERAL = st.text("abcXYZ019 .:'\"`()[]{}\\/|*+?^$-_#<>\u2019\u201cé", min_size=1, max_size=25)
PART = st.one_of(
    LITERAL.map(escape), st.sampled_from(sorted(TYPES)).map(lambda kind: f"{{name:{kind}}}"), st.just("{}")
)
TEMPLATE = st.lists(PART, min_size=1, max_size=5).map("".join)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> ErrorsFeed:
    knowledge_base = open_knowledge_base(KB, kb=str(KB), cache=str(tmp_path_factory.mktemp("cache")))
    return make_feed(knowledge_base, read_index_entries(knowledge_base, discover(knowledge_base.config.kb_path)))


def signature_of(text: str) -> Any:
    try:
        return make_signature("A_TOOL_001", 1, [text])
    except TemplateError:
        return None


def found(text: str, line: str) -> bool:
    squeezed = re.sub(r"\s+", " ", line.translate(QUOTES)).strip()
    return parse(text).find(squeezed, fold(squeezed)) is not None


@given(TEMPLATE, st.sampled_from(["", "2026-01-02 ERROR ", "tool: ", "("]), st.sampled_from(["", ".", " in x", ")"]))
def test_a_pattern_finds_what_its_template_finds(text: str, before: str, after: str) -> None:
    signature = signature_of(text)
    assume(signature is not None)
    line = f"{before}{example(signature)}{after}"
    assume(found(text, line))
    assert re.search(regex(parse(text)), line, re.IGNORECASE)
    assert re.search(regex(parse(text), fold=True, groups=True), line.swapcase().swapcase())
    assert re.search(regex(parse(text), fold=True), line.upper()) or line.upper().lower() != line.lower()


@given(LITERAL, st.sampled_from(sorted(TYPES)), LITERAL, st.text("abcXYZ019 .:'\"()[]{}\\/|*+?^$-_#", max_size=40))
def test_a_pattern_finds_nothing_else(first: str, kind: str, last: str, line: str) -> None:
    text = f"{escape(first)}{{name:{kind}}}{escape(last)}"
    assume(signature_of(text) is not None and any(one.isalnum() for one in first + last))
    if re.search(regex(parse(text)), line, re.IGNORECASE):
        assert found(text, line)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_of_part_is_said_in_a_pattern(kind: str) -> None:
    pattern = regex(parse(f"cannot use {{name:{kind}}} here"))
    assert re.search(pattern, f"x: Cannot use  {VALUES[kind]} here", re.IGNORECASE)
    assert not re.search(pattern, "cannot use  here", re.IGNORECASE)
    assert not re.search(r"\{[0-9]+,[0-9]{3,}\}|\(\?[<=!P]", pattern)


def test_patterns_find_the_samples_of_the_starter_kb(feed: ErrorsFeed) -> None:
    for error in feed.signatures:
        for sample in error.samples:
            for template in error.lines:
                pattern = regex(parse(template), fold=True)
                assert any(re.search(pattern, line) for line in sample.splitlines()), (error.id, pattern)


def test_problem_matchers_keep_to_the_runners_rules(feed: ErrorsFeed) -> None:
    made = export(feed, "problem-matcher")
    matchers = json.loads(made.text)["problemMatcher"]
    single = [error for error in feed.signatures if len(error.lines) == 1]
    assert len(matchers) == len(single)
    assert len(made.left_out) == len(feed.signatures) - len(single)
    assert len({one["owner"].upper() for one in matchers}) == len(matchers)
    for matcher, error in zip(matchers, single, strict=True):
        assert matcher["severity"] in ("error", "warning", "notice")
        (pattern,) = matcher["pattern"]
        groups = re.compile(pattern["regexp"]).groups
        assert all(1 <= pattern[key] <= groups for key in pattern.keys() - {"regexp"})
        for sample in error.samples:
            line = next(one for one in sample.splitlines() if re.search(pattern["regexp"], one))
            hit = re.search(pattern["regexp"], f"12:00:01 {line}")
            assert hit is not None
            assert hit[pattern["message"]] == f"12:00:01 {line}"


def test_a_file_and_a_line_become_places_in_the_annotation() -> None:
    feed = small("{file:path}:{line:int}: odd {word} here")
    pattern = json.loads(export(feed, "problem-matcher").text)["problemMatcher"][0]["pattern"][0]
    hit = re.search(pattern["regexp"], "src/main.c:12: Odd thing here")
    assert hit is not None
    assert (hit[pattern["file"]], hit[pattern["line"]]) == ("src/main.c", "12")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_problem_matchers_are_patterns_to_javascript_too(feed: ErrorsFeed) -> None:
    script = (
        "const m=JSON.parse(require('fs').readFileSync(0)).problemMatcher;"
        "for (const one of m) new RegExp(one.pattern[0].regexp); console.log(m.length)"
    )
    text = export(feed, "problem-matcher").text
    done = subprocess.run(["node", "-e", script], input=text, capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(json.loads(text)["problemMatcher"])


def test_known_issues_have_the_keys_of_the_format(feed: ErrorsFeed) -> None:
    issues = json.loads(export(feed, "known-issues").text)
    assert len(issues) == len(feed.signatures)
    for issue, error in zip(issues, feed.signatures, strict=True):
        assert (issue["BuildRetry"], issue["ExcludeConsoleLog"]) == (False, False)
        patterns = issue["ErrorPattern"] if isinstance(issue["ErrorPattern"], list) else [issue["ErrorPattern"]]
        assert len(patterns) == len(error.lines)
        for sample in error.samples:
            assert all(any(re.search(one, line, re.IGNORECASE) for line in sample.splitlines()) for one in patterns)


def test_rules_are_as_the_compiler_of_cre_asks(feed: ErrorsFeed) -> None:
    rules = yaml.safe_load(export(feed, "cre").text)["rules"]
    assert len(rules) == len(feed.signatures)
    for key, pattern in (("id", r"[A-Za-z0-9-]{4,}\Z"), ("title", r"\S"), ("category", r"\S")):
        assert all(re.match(pattern, rule["cre"][key]) for rule in rules)
    assert len({rule["cre"]["id"] for rule in rules}) == len(rules)
    for rule, error in zip(rules, feed.signatures, strict=True):
        assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{12,}", rule["metadata"]["id"])
        assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{12,}", rule["metadata"]["hash"])
        assert 0 <= rule["cre"]["severity"] <= 4
        several = len(error.lines) > 1
        terms = rule["rule"]["sequence"]["order"] if several else rule["rule"]["set"]["match"]
        assert len(terms) == len(error.lines)
        assert all(re.compile(term["regex"]) for term in terms)
        assert not several or rule["rule"]["sequence"]["window"]


def test_percolator_queries_are_read_by_opensearchs_own_client(feed: ErrorsFeed) -> None:
    exported = export(feed, "percolator")
    lines = [json.loads(line) for line in exported.text.splitlines()]
    assert len(exported.left_out) <= 1  # in a language without spaces, no word need be whole
    assert len(lines) == 2 * (len(feed.signatures) - len(exported.left_out))
    for action, document in zip(lines[::2], lines[1::2], strict=True):
        assert action["index"]["_id"] == document["signature"]
        assert Q(document["query"]).to_dict() == document["query"]


@given(TEMPLATE)
def test_phrases_of_a_percolator_query_stand_in_what_the_template_describes(text: str) -> None:
    signature = signature_of(text)
    assume(signature is not None)
    line = example(signature)
    for phrase in phrases(parse(text)):
        assert re.search(rf"(?:\A|\s){re.escape(phrase)}(?:\s|\Z)", line)


def small(*templates: str) -> ErrorsFeed:
    """A feed of one article."""
    from unstuck.article.parse import read_document
    from unstuck.feeds.errors_json import errors_feed, feed_article, feed_signatures

    lines = "".join(f"  - {json.dumps(one)}\n" for one in templates)
    article = read_document(
        "A_TOOL_001.md", f"---\nkb_id: A_TOOL_001\nerrors:\n{lines}---\n".encode(), loose=True
    ).article
    assert article is not None
    signatures = feed_signatures(article)
    return errors_feed("T", "", [feed_article(article)], signatures)


@pytest.mark.parametrize("to", FORMATS)
def test_the_command_prints_only_what_is_published(project: Project, to: str) -> None:
    project.article("A_OPEN_001")
    project.article(
        "B_HIDDEN_001", template="LEAK {file:path} leaks", sample="LEAK /a leaks", low="low\naudience: internal"
    )
    ran = project.run("export", "--to", to)
    assert ran.status == 0
    assert "cannot" in ran.out.lower() or "[Cc][Aa]" in ran.out
    assert "B_HIDDEN" not in ran.out
    assert "leaks" not in ran.out


def test_an_unknown_format_is_a_usage_error(project: Project) -> None:
    assert project.run("export", "--to", "xml").status == 2
