"""Markdown to HTML: hostile text is neutralised, code keeps its text, placeholders are marked."""

from __future__ import annotations

import re

import pytest
from builder import Page, body_html
from hypothesis import given
from hypothesis import strategies as st

from unstuck.article.markdown import read_blocks
from unstuck.pages.author_html import AuthorHtml, clean_pieces
from unstuck.pages.blocks import blocks_html
from unstuck.pages.catalog import load_catalog
from unstuck.pages.code import code_html


def html_of(text: str) -> str:
    shown = AuthorHtml(load_catalog("en"))
    return shown.finish(shown.blocks(read_blocks(text, 1)))


HOSTILE = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](&#1;javascript:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](data:image/png;base64,AAAA)",
    "[a](file:///etc/passwd)",
    "[a](blob:x) [b](intent://x) [c](feed:javascript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://e.test/a.png)',
    '![x](https://e.test/a.png "t\\" onerror=\\"alert(1)")',
    '[x](https://e.test "\\" onmouseover=\\"alert(1)")',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<a href=x style=color:red onclick=alert(1)>",
    '```"><script>alert(1)</script>\nx\n```',
    "```bash onclick=alert(1) class=x\nx\n```",
    "`</code><script>alert(1)</script>`",
    "    </pre><script>alert(1)</script>",
    "| <b onclick=x> |\n|---|\n| <script>1</script> |",
    '__FOO__ `__A__"onx=1`',
]
SAFE_TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "span", "mark"),
    *("div", "table", "thead", "tbody", "tr", "th", "td", "label", "input"),
}  # fmt: skip
SAFE_ATTRIBUTES = {
    "href",
    "rel",
    "title",
    "class",
    "dir",
    "tabindex",
    "data-name",
    "data-language",
    "type",
    "checked",
    "scope",
    "start",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_neutralised(text: str) -> None:
    for node in Page(html_of(text)).nodes:
        assert node.tag in SAFE_TAGS
        assert set(node.attributes) <= SAFE_ATTRIBUTES
        href = node.attributes.get("href", "#")
        assert re.match(r"(?:https?:|mailto:|#|\.\./|[^:#]*(?:#.*)?\Z)", href), href


def test_raw_html_is_shown_as_text() -> None:
    assert "<script>alert(1)</script>" in Page(html_of("<script>alert(1)</script>")).text


@pytest.mark.parametrize("text", ["{{ site }}", "{% include 'base.html' %}", "`{{.Architecture}}`", "{# x #}"])
def test_template_syntax_is_ordinary_text(text: str) -> None:
    assert text.strip("`") in Page(body_html(f"# {text}\n\n{text}\n")).text


def test_remote_images_are_named_not_loaded() -> None:
    html = html_of("![diagram](https://e.test/a.png)")
    assert "<img" not in html
    assert 'href="https://e.test/a.png"' in html
    assert "Image: diagram" in html


def test_links_that_leave_the_site_say_nothing_of_where_they_were_followed() -> None:
    assert 'rel="noopener noreferrer"' in html_of("https://e.test/")
    assert "rel=" not in html_of("[a](#b)")


def test_task_items_are_boxes_with_labels() -> None:
    html = html_of("- [ ] one\n- [x] two\n- three\n")
    assert html.count("<label><input") == 2
    assert html.count("checked") == 1
    assert "[ ]" not in html


def test_placeholders_are_marked_inside_coloured_code_and_inline() -> None:
    html = html_of('```bash\necho "a __IMAGE_NAME__ b" --x=__TAG__\n```\n\n`run __TAG__`')
    marks = Page(html).all("mark")
    assert [(mark.attributes["data-name"], mark.text) for mark in marks] == [
        ("IMAGE_NAME", "__IMAGE_NAME__"),
        ("TAG", "__TAG__"),
        ("TAG", "__TAG__"),
    ]


def test_var_comments_are_kept_where_they_can_be_hidden() -> None:
    page = Page(html_of("```bash\nrun __A__  # 🖐️ VAR\n# VARIABLES stay\n```"))
    assert [node.text for node in page.all("span") if node.attributes["class"] == "var"] == ["  # 🖐️ VAR"]


@pytest.mark.parametrize(
    "language", ["bash", "python", "yaml", "dockerfile", "diff", "console", "json", "nonsense", "", "text", "go"]
)
@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=200))
def test_code_keeps_its_text_whatever_the_language(language: str, text: str) -> None:
    assert Page(code_html(text, language)).text == text


@given(st.lists(st.sampled_from(["__A__", "__B_1__", " # VAR", "\n", "x", '"', "$(", "<&>", "'", "#"]), max_size=20))
def test_marks_never_change_the_code(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert Page(code_html(text, "bash")).text == text


@given(st.text(max_size=300))
def test_any_markdown_becomes_allowed_html(text: str) -> None:
    for node in Page(html_of(text)).nodes:
        assert node.tag in SAFE_TAGS
        assert set(node.attributes) <= SAFE_ATTRIBUTES


@pytest.mark.parametrize(
    "broken", ["<em>", "<p><a href='x'>", "</div>", "<table>", '<hr class="between">', "<!--", "<ul><li>"]
)
def test_a_piece_that_is_not_closed_changes_no_other(broken: str) -> None:
    pieces = ["<p>one</p>", broken, "<p>two <b onclick='x'>bold</b></p>", "<em>three</em>"]
    cleaned = clean_pieces(pieces)
    assert len(cleaned) == len(pieces)
    assert [cleaned[0], *cleaned[2:]] == ["<p>one</p>", "<p>two bold</p>", "<em>three</em>"]


@given(st.lists(st.text(max_size=80), min_size=2, max_size=5))
def test_pieces_cleaned_together_are_those_cleaned_alone(texts: list[str]) -> None:
    pieces = [blocks_html(load_catalog("en"), read_blocks(text, 1)) for text in texts]
    assert clean_pieces(pieces) == [clean_pieces([piece])[0] for piece in pieces]


@pytest.mark.parametrize("mark", ["<!--0-->", "x <!--0--> y", "&lt;!--0--&gt;", "`<!--0-->`"])
def test_a_mark_in_a_text_brings_no_piece(mark: str) -> None:
    assert html_of(f"before\n\n{mark}\n\nafter").count("before") == 1


def test_a_language_of_an_odd_name_is_not_taken_for_a_shell() -> None:
    # The page fills a block without a language as shell code.
    assert 'data-language="text"' in html_of("```py:3\nx = __A__\n```")
    assert "data-language" not in html_of("```\nls\n```")
