"""Every check on its own fixtures: the failing one says in itself what must be found where, the passing one is clean.

An expectation is a comment in the file: `<!-- expect: KB012 4:1 -->`.
"""

from __future__ import annotations

import datetime
import inspect
import re
from pathlib import Path

import pytest

from unstuck.article.parse import read_document
from unstuck.article.summary import summarise
from unstuck.article.vocabulary import Vocabulary, Word
from unstuck.checks import ALL_CHECKS, DOCUMENT_CHECKS, KB_CHECKS, by_code, check_document, check_kb
from unstuck.checks.check import Check, CheckContext
from unstuck.finding import Finding
from unstuck.findings.fix import apply_fixes
from unstuck.findings.suppress import allows

FIXTURES = Path(__file__).parent.parent / "fixtures/checks"
EXPECT = re.compile(rb"<!-- expect: (KB[0-9]{3}) ([0-9]+):([0-9]+) -->")
WORDS = {"categories": ["devops"], "platforms": ["linux"], "technologies": ["docker", "git"], "tags": ["docker", "git"]}
VOCABULARY = Vocabulary({facet: {word: Word(word, word) for word in words} for facet, words in WORDS.items()})
SETTING = CheckContext(datetime.date(2026, 11, 21), VOCABULARY)
# These speak of the file system, of time, or of the vocabulary file; they are tested where those are.
ELSEWHERE = {"unreadable", "skipped-file", "too-slow", "bad-vocabulary"}


def expected(data: bytes) -> list[tuple[str, int, int]]:
    return sorted((code.decode(), int(line), int(column)) for code, line, column in EXPECT.findall(data))


def of_kind(findings: list[Finding], check: Check) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.line, one.column) for one in findings if one.code == check.code)


def check_file(path: Path) -> list[Finding]:
    name = "TOOL_FILE_001.md"
    return check_document(read_document(name, path.read_bytes()), SETTING)


def check_folder(folder: Path) -> dict[str, list[Finding]]:
    summaries = []
    for path in sorted(folder.glob("*.md")):
        document = read_document(path.name, path.read_bytes())
        assert document.article is not None
        assert document.source is not None
        marks = tuple(allow.name for allow in allows(document.source))
        summaries.append(summarise(document.article, allows=marks))
    found: dict[str, list[Finding]] = {path.name: [] for path in folder.glob("*.md")}
    for finding in check_kb(summaries, SETTING):
        found[finding.path].append(finding)
    return found


OF_FILES = [check for check in DOCUMENT_CHECKS if check.name not in ELSEWHERE]


@pytest.mark.parametrize("check", OF_FILES, ids=lambda check: check.name)
def test_the_failing_fixture_has_these_findings_and_no_other_of_the_kind(check: Check) -> None:
    path = FIXTURES / "fail" / f"{check.name}.md"
    wanted = expected(path.read_bytes())
    assert wanted
    assert of_kind(check_file(path), check) == wanted


@pytest.mark.parametrize("check", OF_FILES, ids=lambda check: check.name)
def test_the_passing_fixture_has_no_finding_of_the_kind(check: Check) -> None:
    assert of_kind(check_file(FIXTURES / "pass" / f"{check.name}.md"), check) == []


@pytest.mark.parametrize("check", KB_CHECKS, ids=lambda check: check.name)
@pytest.mark.parametrize("kind", ["fail", "pass"])
def test_fixtures_of_whole_knowledge_bases(check: Check, kind: str) -> None:
    folder = FIXTURES / kind / check.name
    wanted = {path.name: expected(path.read_bytes()) for path in folder.glob("*.md")}
    assert any(wanted.values()) == (kind == "fail")
    assert {name: of_kind(found, check) for name, found in check_folder(folder).items()} == wanted


def test_a_sound_article_has_no_findings_at_all() -> None:
    assert check_file(FIXTURES / "pass" / "missing-key.md") == []


FIXABLE = [check for check in OF_FILES if "Fix(" in inspect.getsource(inspect.getmodule(check.run) or check.run)]


@pytest.mark.parametrize("check", FIXABLE, ids=lambda check: check.name)
def test_what_can_be_fixed_is_gone_after_the_fix(check: Check) -> None:
    path = FIXTURES / "fail" / f"{check.name}.md"
    findings = [one for one in check_file(path) if one.code == check.code and one.fix]
    assert findings
    text = path.read_bytes().decode()
    mended, count = apply_fixes(text, findings)
    assert count == len(findings)
    after = check_document(read_document("TOOL_FILE_001.md", mended.encode()), SETTING)
    assert of_kind(after, check) == []


def test_codes_and_names_are_unique_and_there_are_at_least_forty() -> None:
    assert (
        len({check.code for check in ALL_CHECKS}) == len({check.name for check in ALL_CHECKS}) == len(ALL_CHECKS) >= 40
    )


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.name)
def test_every_check_explains_itself(check: Check) -> None:
    headline, _, rest = check.doc.partition("\n\n")
    assert headline.endswith(".")
    assert "\n" not in headline
    assert "\nBad::\n" in rest
    assert "\nGood::\n" in rest
    assert len(rest.partition("Bad::")[0].strip()) > 20
    assert by_code(check.code) is check
    assert by_code(check.name) is check


def test_every_file_in_the_package_is_a_check_on_the_list() -> None:
    import unstuck.checks.rules

    files = {path.stem for path in Path(unstuck.checks.rules.__path__[0]).glob("*.py")}
    assert files - {"__init__"} == {check.name.replace("-", "_") for check in ALL_CHECKS}


def test_no_fixture_is_left_over() -> None:
    names = {check.name for check in ALL_CHECKS} - ELSEWHERE
    for kind in ("fail", "pass"):
        assert {path.stem for path in (FIXTURES / kind).iterdir()} == names
