"""`unstuck new` writes an article that reads back with the values it was given, whatever they hold."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from driver import Project
from unstuck.article.parse import read_document
from unstuck.cli.new import article_text
from unstuck_search.signatures.template import escape

TEXTS = st.one_of(
    st.sampled_from(
        [
            "no",
            "0E0",
            "1.10",
            "# x",
            "a: b",
            "- a",
            "'",
            '"',
            "{a}",
            "[x",
            "&a",
            "*a",
            "!t",
            "---",
            "é 日本 😀",
            "%",
            "@x",
            "`",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40),
)


@given(title=TEXTS, error=TEXTS)
def test_title_and_error_read_back_as_they_were_given(title: str, error: str) -> None:
    text = article_text("LINUX_DISK_001", title, escape(error), datetime.date(2026, 11, 21))
    article = read_document("LINUX_DISK_001.md", text.encode()).article
    assert article is not None
    assert article.front.title == title.strip()
    assert article.front.errors is None or [spec.lines for spec in article.front.errors] in (
        [(escape(error).strip(),)],
        [],
    )


def test_a_new_article_is_published_after_it_is_written(project: Project) -> None:
    project.run("init")
    assert project.run("new", "LINUX_DISK_001", "--title", 'It\'s: "full" #1').status == 0
    ran = project.run("check")
    assert "yaml" not in ran.out
    assert "ambiguous" not in ran.out
