"""Fixes are mechanical: what they touch means afterwards what it meant before, and all other text stays."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.article.parse import read_document
from unstuck.checks import check_document
from unstuck.checks.check import CheckContext
from unstuck.finding import Edit, Finding, Fix, Severity, Span
from unstuck.findings.fix import apply_fixes, diff

FIXTURES = Path(__file__).parent.parent / "fixtures/checks"
SETTING = CheckContext(datetime.date(2026, 11, 21))
FRONT = "---\nkb_id: TOOL_FILE_001\nerrors: ['tool: cannot open {file:path}: no such file']\n---\n# The tool\n\n"


def found(body: str, name: str) -> list[Finding]:
    document = read_document("TOOL_FILE_001.md", (FRONT + body).encode())
    return [one for one in check_document(document, SETTING) if one.name == name]


def places(body: str, name: str) -> list[tuple[int, int]]:
    """Where findings of one kind are, lines counted in the body."""
    return [(one.line - FRONT.count("\n"), one.column) for one in found(body, name)]


def mended(body: str, name: str) -> str:
    text, _ = apply_fixes(FRONT + body, found(body, name))
    return text.removeprefix(FRONT)


def test_a_heading_that_is_underlined_on_purpose_is_left_alone() -> None:
    body = "Solution\n--------\n\nDo it.\n\nMore\n====\n\nOr this.\n"
    assert places(body, "text-becomes-heading") == []


def test_a_separator_under_several_lines_of_text_is_found_at_the_last_of_them() -> None:
    body = "It says so\nin two long lines\n---\n\nmore\n"
    assert places(body, "text-becomes-heading") == [(2, 1)]
    assert mended(body, "text-becomes-heading") == "It says so\nin two long lines\n\n---\n\nmore\n"


def test_front_matter_like_lines_in_code_are_no_headings() -> None:
    assert places("```yaml\na long key: value\n---\n```\n", "text-becomes-heading") == []


@pytest.mark.parametrize(
    "code",
    [
        "cat > f <<'EOF'\nname: __A__\nEOF",
        "cat > f <<-EOF\n\tname: __A__\n\tEOF",
        "echo '\n__A__\n'",
        'psql -c "select\n  __A__\n  from t"',
        "docker run \\\n  __A__ \\\n  true",
    ],
)
def test_no_mark_is_put_where_it_would_become_part_of_a_value(code: str) -> None:
    assert places(f"```bash\n{code}\n```\n", "placeholder-without-var") == []


def test_a_mark_is_put_behind_quoted_words_and_after_a_here_document() -> None:
    body = "```bash\necho \"it's __A__\" 'x'\ncat <<EOF\nEOF\nls __B__\n```\n"
    assert [line for line, _ in places(body, "placeholder-without-var")] == [2, 5]
    assert mended(body, "placeholder-without-var").count("  # VAR\n") == 2


def test_output_in_a_console_block_needs_no_mark() -> None:
    assert places("```console\n$ ls __A__  # VAR\n__A__: not found\n```\n", "placeholder-without-var") == []


def test_typographic_quotes_are_mended_in_commands_only() -> None:
    body = '```yaml\ntitle: "say “hi” 1–2"\n```\n\n```python\nx = "it – “q”"\n```\n'
    assert places(body, "smart-quote-in-code") == []


def test_a_typographic_quote_inside_of_plain_quotes_is_told_but_not_mended() -> None:
    body = '```bash\necho "say “hi”"\n```\n'
    assert places(body, "smart-quote-in-code") == [(2, 11), (2, 14)]
    assert mended(body, "smart-quote-in-code") == body


def test_a_dash_becomes_two_only_where_an_option_begins() -> None:
    body = "```bash\ndocker run –platform linux/amd64 a–b\n```\n"
    assert mended(body, "smart-quote-in-code") == "```bash\ndocker run --platform linux/amd64 a–b\n```\n"


def test_a_prompt_stays_where_output_would_become_a_command() -> None:
    body = "```bash\n$ uname -m\nx86_64\n```\n"
    assert places(body, "shell-prompt") == [(2, 1)]
    assert mended(body, "shell-prompt") == body


def test_code_in_lists_is_looked_at_too() -> None:
    body = "- first\n\n  ```\n  x\n  ```\n\n- then\n\n  ```bash\n  $ ls “x”\n  ls __B__\n  ```\n"
    assert places(body, "fence-without-language") == [(3, 3)]
    assert mended(body, "fence-without-language") == body.replace("```\n  x", "```text\n  x")
    assert places(body, "shell-prompt") == [(10, 3)]
    assert places(body, "smart-quote-in-code") == [(10, 8), (10, 10)]
    assert places(body, "placeholder-without-var") == [(11, 6)]


@pytest.mark.parametrize(("line", "name"), [("ls __B__", "placeholder-outside-code"), ("echo <br>", "raw-html")])
def test_code_in_lists_is_not_taken_for_running_text(line: str, name: str) -> None:
    assert places(f"- then\n\n  ```bash\n  {line}\n  ```\n", name) == []
    assert places(f"- then {line}\n", name) != []


def test_a_dangerous_command_in_a_list_is_found() -> None:
    body = "## Solution\n\n1. Do\n\n   ```bash\n   rm -rf /srv/data\n   ```\n"
    assert places(body, "dangerous-command") == [(6, 4)]


def test_marks_of_writing_direction_stay_in_text_that_is_written_from_right_to_left() -> None:
    assert places("שלום\u200f abc\n", "invisible-character") == []
    assert places("abc\u200f abc\n", "invisible-character") == [(1, 4)]
    assert places("שלום\n\n```bash\nls\u200f\n```\n", "invisible-character") == [(4, 3)]


@pytest.mark.parametrize(
    ("text", "was"),
    [("\u00c5\u00beluty", "\u017e"), ("\u00c4\u2021", "\u0107"), ("\u00d0\u00bf\u00d1\u20ac", "\u043f\u0440")],
)
def test_mojibake_of_any_alphabet_is_found_and_repaired_in_the_help(text: str, was: str) -> None:
    (one,) = found(f"{text}\n", "mojibake")
    assert f"`{was}`" in one.help


@pytest.mark.parametrize("text", ["“MENÜ”", "« É»", "naïve", "Ünïcödé", "×÷", "日本語", "שלום", "привет", "“Ä”"])
def test_ordinary_letters_are_no_mojibake(text: str) -> None:
    assert places(f"{text}\n", "mojibake") == []


@pytest.mark.parametrize(
    "link",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](<javascript:alert(1)>)",
        "<javascript:alert(1)>",
        "[a]: vbscript:x",
        "![a](data:text/html,x)",
    ],
)
def test_an_address_that_runs_something_is_found_however_it_is_written(link: str) -> None:
    assert len(places(f"{link}\n", "unsafe-link")) == 1
    assert places(f"`{link}`\n\n```text\n{link}\n```\n", "unsafe-link") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_fix_keeps_the_files_line_ends(newline: str) -> None:
    text = (FRONT.replace("errors: ['tool: cannot open {file:path}: no such file']\n", "") + "## Symptoms\n\n").replace(
        "\n", newline
    )
    text += f"- It says `mytool: cannot open the file`{newline}"
    document = read_document("TOOL_FILE_001.md", text.encode())
    findings = [one for one in check_document(document, SETTING) if one.name == "errors-inferred"]
    changed, count = apply_fixes(text, findings)
    assert count == 1
    assert f"errors:{newline}- 'mytool: cannot open the file'{newline}---{newline}" in changed
    assert changed.count("\n") == changed.count(newline)


EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy\n", max_size=3)), max_size=3)


@given(st.text("ab\n", min_size=35, max_size=40), st.lists(EDITS, max_size=6))
def test_applying_fixes_loses_no_text_outside_of_their_edits(
    text: str, groups: list[list[tuple[int, int, str]]]
) -> None:
    findings = []
    for number, group in enumerate(groups):
        ends = -1
        edits = []
        for start, length, new in sorted(group):
            if start > ends:  # the edits of one fix do not overlap
                edits.append(Edit(start, start + length, new))
                ends = start + length
        fix = Fix("f", tuple(edits))
        findings.append(Finding("a.md", Span(1, number + 1), "KB000", "x", Severity.ERROR, "", "", fix))
    changed, count = apply_fixes(text, findings)
    touched = [False] * (len(text) + 1)
    for one in findings:
        for edit in one.fix.edits if one.fix else ():
            touched[edit.start : edit.end] = [True] * (edit.end - edit.start)
    kept = iter(changed)
    untouched = [character for index, character in enumerate(text) if not touched[index]]
    assert all(character in kept for character in untouched), "as a subsequence, in order"
    assert count <= len(findings)


@pytest.mark.parametrize("path", sorted((FIXTURES / "fail").glob("*.md")), ids=lambda path: path.stem)
def test_fixing_all_at_once_twice_leaves_nothing_to_fix(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    for _ in range(3):
        findings = check_document(read_document("TOOL_FILE_001.md", text.encode()), SETTING)
        text, count = apply_fixes(text, findings)
        if not count:
            return
    assert not [one for one in check_document(read_document("TOOL_FILE_001.md", text.encode()), SETTING) if one.fix]


def test_a_difference_shows_escape_sequences_written_out() -> None:
    out = diff("a\x1b.md", "one\n\x1b[31mred\n", "one\nred")
    assert "\x1b" not in out
    assert "+red\n\\ No newline at end of file\n" in out
