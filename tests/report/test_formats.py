"""The six formats, with hostile file names and messages in them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_pydantic import Sarif

from unstuck.finding import Edit, Finding, Fix, Related, Severity, Span
from unstuck.findings.found import found_of
from unstuck.report import render
from unstuck.report import text as report
from unstuck.report.junit import render_cases


def finding(
    path: str = "devops/A_001.md", message: str = "`tgas` is not a key of an article", line: int = 3, **changes: object
) -> Finding:
    values: dict[str, object] = {
        "path": path,
        "span": Span.within(line, 7, 4),
        "code": "KB101",
        "name": "unknown-key",
        "severity": Severity.ERROR,
        "message": message,
        "help": "Did you mean `tags`?",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


HOSTILE = [
    finding(message="a\x1b[31mb\n::error::c %0A , : end", path="x\n::error file=y::,%.md"),
    finding(message="]]> </failure> & \" ' \x00 \ufffe \ud800", path="a b/ü&<>.md"),
]
TEXTS = st.text(alphabet=st.characters(), max_size=60)


def test_text_names_place_line_and_cure() -> None:
    out = report.render(
        found_of([finding()]),
        lambda _: {"devops/A_001.md": "---\nkb_id: A_001\ntitle tgas: x\n"},
        colour=False,
        prefix="kb",
    )
    assert out == (
        "kb/devops/A_001.md:3:7: error[KB101 unknown-key] `tgas` is not a key of an article\n"
        "  | title tgas: x\n"
        "  |       ^^^^\n"
        "  help: Did you mean `tags`?\n"
        "\n"
        "1 error in 1 file.\n"
    )


def test_text_counts_by_code_where_there_are_hundreds() -> None:
    many = [finding(line=number) for number in range(1, 501)]
    out = report.render(found_of(many), lambda _: {}, colour=False)
    assert out.splitlines()[0] == "error[KB101 unknown-key]  500"
    assert len(out.splitlines()) < 12
    assert "500 errors in 1 file." in out


@given(TEXTS, TEXTS)
def test_text_lets_nothing_through_that_moves_a_cursor(path: str, message: str) -> None:
    out = report.render(found_of([finding(path, message)]), lambda _: {path: message}, colour=False)
    assert not [c for c in out if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or 0x202A <= ord(c) <= 0x202E]


def test_json_and_jsonl_hold_the_same_findings() -> None:
    one = finding(fix=Fix("mend", (Edit(1, 2, "x"),)))
    whole = json.loads(render("json", [one, *HOSTILE], "kb", ""))
    lines = [json.loads(line) for line in render("jsonl", [one, *HOSTILE], "kb", "").splitlines()]
    assert whole == {"version": 1, "findings": lines}
    assert lines[0]["path"] == "kb/devops/A_001.md"
    assert lines[0]["fix"] == {"title": "mend", "edits": [{"start": 1, "end": 2, "text": "x"}]}


@given(TEXTS, TEXTS)
def test_github_commands_are_one_line_each_and_cannot_be_broken_out_of(path: str, message: str) -> None:
    out = render("github", [finding(path, message)], "kb", "")
    assert out.count("\n") == 1
    assert out.startswith("::error file=kb/")
    properties, _, _ = out[2:].partition("::")
    assert properties.count(",") == 5


def test_github_escapes_what_separates() -> None:
    (line,) = render("github", [finding("a,b:c%.md", "50%\nnext")], "", "").splitlines()
    assert line.startswith(
        "::error file=a%2Cb%3Ac%25.md,line=3,col=7,endLine=3,endColumn=11,title=KB101 unknown-key::50%25%0Anext. "
    )


@pytest.mark.parametrize("findings", [[], [finding()], HOSTILE])
def test_sarif_is_read_by_models_made_from_its_schema(findings: list[Finding]) -> None:
    text = render("sarif", findings, "kb", "")
    assert Sarif.model_validate_json(text.encode()).version == "2.1.0"
    log = json.loads(text)
    results = log["runs"][0]["results"]
    assert len(results) == len(findings)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in results)


def test_related_places_and_the_help_address_are_in_every_format_that_has_them() -> None:
    one = finding(related=(Related("devops/B_001.md", 2, 1, "The other one is here"),))
    text = report.render(found_of([one]), lambda _: {}, colour=False, prefix="kb")
    assert "  note: The other one is here: kb/devops/B_001.md:2:1\n" in text
    (line,) = render("jsonl", [one], "kb", "https://example.org/kb").splitlines()
    data = json.loads(line)
    assert (data["end_line"], data["end_column"]) == (3, 11)
    assert data["related"] == [
        {"path": "kb/devops/B_001.md", "line": 2, "column": 1, "message": "The other one is here"}
    ]
    assert data["help_url"] == "https://example.org/kb/findings/index.html#kb101"
    sarif = render("sarif", [one], "kb", "https://example.org/kb")
    assert Sarif.model_validate_json(sarif.encode()).version == "2.1.0"
    run = json.loads(sarif)["runs"][0]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == data["help_url"]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 7,
        "endLine": 3,
        "endColumn": 11,
    }
    there = result["relatedLocations"][0]
    assert there["physicalLocation"]["artifactLocation"]["uri"] == "kb/devops/B_001.md"
    assert there["message"]["text"] == "The other one is here"


def test_a_site_without_a_public_address_gives_no_help_address() -> None:
    assert "helpUri" not in render("sarif", [finding()], "kb", "")
    assert json.loads(render("jsonl", [finding()], "kb", ""))["help_url"] is None


def test_sarif_fingerprints_survive_a_move_and_tell_twins_apart() -> None:
    def prints(*findings: Finding) -> list[str]:
        log = json.loads(render("sarif", findings, "kb", ""))
        return [one["partialFingerprints"]["unstuck/v1"] for one in log["runs"][0]["results"]]

    assert prints(finding(line=3)) == prints(finding(line=30))
    assert len(set(prints(finding(), finding()))) == 2


@given(TEXTS, TEXTS)
def test_junit_is_well_formed_whatever_is_in_it(path: str, message: str) -> None:
    root = ET.fromstring(render("junit", [finding(path, message)], "kb", ""))
    assert root.find("testsuite/testcase/failure") is not None
    ET.fromstring(render_cases([("A_001", path, message), ("A_001", "fine", "")]))


def test_a_clean_junit_report_is_one_passed_case() -> None:
    root = ET.fromstring(render("junit", [], "kb", ""))
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
