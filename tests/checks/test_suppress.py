"""What an author may say is meant, what a baseline may leave out, and what neither can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unstuck.article.source import make_source
from unstuck.checks import by_code
from unstuck.errors import UsageError
from unstuck.finding import Finding, Severity, Span
from unstuck.findings.baseline import read_baseline, render_baseline, subtract
from unstuck.findings.suppress import allowed_names, allows, apply


def finding(code: str, path: str = "a.md", line: int = 1, message: str = "m") -> Finding:
    rule = by_code(code)
    assert rule is not None
    return Finding(path, Span(line), code, rule.name, rule.severity, message)


def names(text: str) -> list[str]:
    return [allow.name for allow in allows(make_source("a.md", text))]


def test_a_suppression_works_by_name_and_by_code_in_its_own_file() -> None:
    marks = {"a.md": allowed_names(make_source("a.md", "<!-- unstuck: allow raw-html KB608 shown as it is -->\n"))}
    all_of_them = [finding("KB606"), finding("KB608"), finding("KB607"), finding("KB606", "b.md")]
    kept, suppressed = apply(all_of_them, marks)
    assert suppressed == all_of_them[:2]
    assert kept == all_of_them[2:]


def test_a_suppression_that_is_only_shown_in_code_is_none() -> None:
    assert names("```markdown\n<!-- unstuck: allow raw-html -->\n```\n") == []
    assert names("Write `<!-- unstuck: allow raw-html -->` there.\n") == []
    assert names("a\r\n<!-- unstuck: allow raw-html -->\r\n") == ["raw-html"]


@pytest.mark.parametrize("code", ["KB001", "KB010", "KB601", "KB602"])
def test_what_makes_a_file_unreadable_or_deceives_its_reader_cannot_be_meant(code: str) -> None:
    marks = {"a.md": allowed_names(make_source("a.md", f"<!-- unstuck: allow {code} please -->"))}
    assert apply([finding(code)], marks) == ([finding(code)], [])


def test_a_warning_about_the_file_can_be_meant() -> None:
    marks = {"a.md": allowed_names(make_source("a.md", "<!-- unstuck: allow byte-order-mark an old editor -->"))}
    assert apply([finding("KB005")], marks) == ([], [finding("KB005")])


def test_a_baseline_knows_findings_wherever_they_move_and_how_many_there_were(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    old = [finding("KB606", line=3), finding("KB606", line=9), finding("KB309")]
    file.write_text(render_baseline(old), encoding="utf-8")
    baseline = read_baseline(file)
    assert subtract([finding("KB606", line=4)], baseline) == []
    assert subtract([finding("KB606", line=n) for n in (1, 2, 3)], baseline) == [finding("KB606", line=3)]
    assert subtract([finding("KB606", message="other")], baseline) == [finding("KB606", message="other")]
    assert render_baseline(reversed(old)) == render_baseline(old)


def test_a_baseline_hides_no_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(render_baseline([finding("KB010")]), encoding="utf-8")
    assert subtract([finding("KB010")], read_baseline(file)) == [finding("KB010")]
    assert finding("KB010").severity is Severity.ERROR


@pytest.mark.parametrize("text", ["", "[]", '{"findings": 1}', '{"findings": {"a": "x"}}', json.dumps({"version": 1})])
def test_a_file_that_is_not_a_baseline_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is not a baseline"):
        read_baseline(file)
