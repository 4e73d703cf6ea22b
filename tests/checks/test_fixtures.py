"""Every rule on its own fixtures: each says in itself all that must be found in it, and where.

An expectation is a comment in the file: `<!-- expect: KB012 4:1 -->`. Each rule has a failing fixture; all the others
show that it finds nothing in them, and a passing one holds what nearly breaks it.
"""

from __future__ import annotations

import datetime
import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from unstuck.article.parse import read_document
from unstuck.article.summary import summarise
from unstuck.article.vocabulary import Vocabulary, Word
from unstuck.checks import KB_CHECKS, RULES, by_code, check_document, check_kb
from unstuck.checks.check import CheckContext
from unstuck.finding import Finding, Rule
from unstuck.findings.fix import apply_fixes
from unstuck.findings.suppress import allows

FIXTURES = Path(__file__).parent.parent / "fixtures/checks"
EXPECT = re.compile(rb"<!-- expect: (KB[0-9]{3}) ([0-9]+):([0-9]+) -->")
WORDS = {"categories": ["devops"], "platforms": ["linux"], "technologies": ["docker", "git"], "tags": ["docker", "git"]}
VOCABULARY = Vocabulary({facet: {word: Word(word, word) for word in words} for facet, words in WORDS.items()})
CONTEXT = CheckContext(datetime.date(2026, 11, 21), VOCABULARY)
# These speak of the file system, of time, or of the vocabulary file; they are tested where those are.
ELSEWHERE = {"unreadable", "skipped-file", "too-slow", "bad-vocabulary"}
FIXABLE = {
    *("ambiguous-scalar", "bidi-control", "control-character", "errors-inferred", "fence-without-language"),
    *("invisible-character", "placeholder-without-var", "shell-prompt", "smart-quote-in-code", "text-becomes-heading"),
    "unknown-category",
}


def expected(data: bytes) -> list[tuple[str, int, int]]:
    return sorted((code.decode(), int(line), int(column)) for code, line, column in EXPECT.findall(data))


def places(findings: list[Finding]) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.line, one.column) for one in findings)


def check_file(path: Path) -> list[Finding]:
    name = "TOOL_FILE_001.md"
    return check_document(read_document(name, path.read_bytes()), CONTEXT)


def check_folder(folder: Path) -> dict[str, list[Finding]]:
    summaries = []
    for path in sorted(folder.glob("*.md")):
        document = read_document(path.name, path.read_bytes())
        assert document.article is not None
        assert document.source is not None
        marks = tuple(allow.name for allow in allows(document.source))
        summaries.append(summarise(document.article, allows=marks))
    found: dict[str, list[Finding]] = {path.name: [] for path in folder.glob("*.md")}
    for finding in check_kb(summaries, CONTEXT):
        found[finding.path].append(finding)
    return found


OF_KBS = [check.rule for check in KB_CHECKS]
OF_FILES = [rule for rule in RULES if rule not in OF_KBS and rule.name not in ELSEWHERE]


def kinds(rules: list[Rule], suffix: str) -> list[Any]:
    """Each rule with `fail`, and with `pass` where it has such a fixture."""
    return [
        pytest.param(rule, kind, id=f"{kind}-{rule.name}")
        for rule in rules
        for kind in ("fail", "pass")
        if kind == "fail" or (FIXTURES / kind / f"{rule.name}{suffix}").exists()
    ]


@pytest.mark.parametrize(("rule", "kind"), kinds(OF_FILES, ".md"))
def test_a_fixture_has_the_findings_that_it_names_and_no_others(rule: Rule, kind: str) -> None:
    path = FIXTURES / kind / f"{rule.name}.md"
    wanted = expected(path.read_bytes())
    assert any(code == rule.code for code, _, _ in wanted) == (kind == "fail")
    assert places(check_file(path)) == wanted


@pytest.mark.parametrize(("rule", "kind"), kinds(OF_KBS, ""))
def test_fixtures_of_whole_knowledge_bases(rule: Rule, kind: str) -> None:
    folder = FIXTURES / kind / rule.name
    wanted = {path.name: expected(path.read_bytes()) for path in folder.glob("*.md")}
    assert any(code == rule.code for found in wanted.values() for code, _, _ in found) == (kind == "fail")
    assert {name: places(found) for name, found in check_folder(folder).items()} == wanted


def test_a_sound_article_has_no_findings_at_all() -> None:
    assert check_file(FIXTURES / "pass" / "missing-key.md") == []


@pytest.mark.parametrize("rule", OF_FILES, ids=lambda rule: rule.name)
def test_what_can_be_fixed_is_gone_after_the_fix(rule: Rule) -> None:
    path = FIXTURES / "fail" / f"{rule.name}.md"
    findings = [one for one in check_file(path) if one.code == rule.code and one.fix]
    if not findings:
        assert rule.name not in FIXABLE
        return
    assert rule.name in FIXABLE
    fixed, count = apply_fixes(path.read_bytes().decode(), findings)
    assert count == len(findings)
    after = check_document(read_document("TOOL_FILE_001.md", fixed.encode()), CONTEXT)
    assert [one for one in after if one.code == rule.code] == []


@pytest.mark.parametrize("rule", OF_FILES, ids=lambda rule: rule.name)
def test_a_finding_spans_what_it_speaks_of(rule: Rule) -> None:
    path = FIXTURES / "fail" / f"{rule.name}.md"
    document = read_document("TOOL_FILE_001.md", path.read_bytes())
    for finding in check_document(document, CONTEXT):
        span = finding.span
        if document.source is not None:
            assert (span.line, span.column) <= (span.end_line, span.end_column), finding
            assert span.end_line <= len(document.source.lines) + 1
            assert span.end_column <= len(document.source.lines[min(span.end_line, len(document.source.lines)) - 1]) + 1
        assert all(one.path for one in finding.related)


def test_an_unsafe_address_ends_with_its_link() -> None:
    text = b"---\nkb_id: TOOL_FILE_001\n---\n\n# T\n\n[run](javascript:alert(1)), then more.\n"
    (finding,) = [one for one in check_document(read_document("a.md", text), CONTEXT) if one.name == "unsafe-link"]
    assert finding.message.startswith("`javascript:alert(1)` is not")
    assert (finding.span.column, finding.span.end_column) == (7, 26)


def test_codes_and_names_are_unique_and_there_are_at_least_forty() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) >= 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_explains_itself(rule: Rule) -> None:
    page = rule.explanation
    assert page.summary.endswith(".")
    assert len(page.reason) > 20
    assert page.bad
    assert page.good
    assert by_code(rule.code) is rule
    assert by_code(rule.name) is rule
    assert rule.message[0].isupper() or rule.message[0] in "`{"
    assert rule.help.startswith("`") or rule.help[0].isupper()


def test_a_module_of_a_check_is_named_after_its_rule() -> None:
    for folder in ("rules", "kb_rules"):
        package = importlib.import_module(f"unstuck.checks.{folder}")
        files = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
        assert files - {"unknown_words"} <= {rule.name.replace("-", "_") for rule in RULES}


def test_no_fixture_is_left_over() -> None:
    names = {rule.name for rule in RULES} - ELSEWHERE
    assert {path.stem for path in (FIXTURES / "fail").iterdir()} == names
    assert {path.stem for path in (FIXTURES / "pass").iterdir()} <= names
