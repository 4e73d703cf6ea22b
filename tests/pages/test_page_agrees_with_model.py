"""The page of an article, its JSON, its chunks and its terminal text say the same: all are made of one model.

Generated articles hold invented words (`q17x`), so that what each output says can be compared word by word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from builder import Page, body_html, make_article
from hypothesis import given, settings
from hypothesis import strategies as st

from unstuck.article.model import Article
from unstuck.article.vocabulary import Vocabulary
from unstuck.feeds.article_json import article_json
from unstuck.feeds.chunks import chunks
from unstuck.pages.body import render_body
from unstuck.terminal.article import article_text
from unstuck.terminal.text import TextBuilder

HEADINGS = (
    *("TL;DR", "Fix Time", "Symptoms", "Where to Check", "Raw Errors", "Explanation", "Solution", "Option A: way"),
    *("Critical", "Versions", "Verification", "Expected", "Fallback", "When", "Risks", "Prevention", "Context"),
    *("Root Cause", "Side Effects", "Best Practice", "Anti-Pattern", "Blast Radius", "Alternate Causes", "Applicable"),
    *("Frequency", "More Information", "Something of its own"),
)
LABELS = ("TL;DR", "Expected", "Root Cause", "When", "Risks", "Critical", "Where to check", "Fix Time", "Platform")
WORD = re.compile(r"\bq[0-9]+x\b")


def found_in(text: str) -> set[str]:
    """The invented words of a text; the first one of an action has a capital."""
    return set(WORD.findall(text.lower()))


Words = Callable[[], str]


def inline(draw: st.DrawFn, word: Words) -> str:
    form = draw(
        st.sampled_from(
            ["{0}", "`{0} -> {1}`", "**{0}** {1}", "*{0} → {1}*", "{0} → {1}", "[{0}](https://e.test) {1}", "✅ {0}"]
        )
    )
    return str(form).format(word(), word())


def block(draw: st.DrawFn, word: Words) -> str:
    kind = draw(st.sampled_from(["paragraph", "lines", "list", "tasks", "nested", "code", "quote", "table", "label"]))
    text = [inline(draw, word) for _ in range(4)]
    return {
        "paragraph": text[0],
        "lines": "\n".join(text[:3]),
        "list": "\n".join(f"- {one}" for one in text[:3]),
        "tasks": "\n".join(f"- [{mark}] {one}" for mark, one in zip(" x", text, strict=False)),
        "nested": f"1. {text[0]}\n\n   ```bash\n   {word()}\n   ```\n\n   {text[1]}\n2. {text[2]}\n   - {text[3]}",
        "code": f"```text\n{word()} {word()}\n{word()}\n```",
        "quote": f"> {text[0]}\n>\n> {text[1]}",
        "table": f"| {word()} | {word()} |\n|---|---|\n| {word()} | {word()} |",
        "label": f"**{draw(st.sampled_from(LABELS))}**: {text[0]}",
    }[kind]


@st.composite
def bodies(draw: st.DrawFn) -> str:
    numbers = itertools.count()

    def word() -> str:
        return f"q{next(numbers)}x"

    parts = [f"# {word()} title"]
    for _ in range(draw(st.integers(1, 5))):
        level = "#" * draw(st.integers(2, 3))
        parts.append(f"{level} {draw(st.sampled_from(HEADINGS))}")
        parts += [block(draw, word) for _ in range(draw(st.integers(1, 3)))]
    return "\n\n".join(parts) + "\n"


def page_words(article: Article) -> set[str]:
    return found_in(Page(render_body(article, Vocabulary())).text)


def words_of(value: object) -> set[str]:
    """The invented words in all texts of a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {word for inner in value for word in words_of(inner)}
    return found_in(value) if isinstance(value, str) else set()


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_page_json_chunks_and_terminal_hold_the_same_words(body: str) -> None:
    article = make_article(body)
    written = found_in(body)
    builder = TextBuilder(colour=False, columns=100)
    assert page_words(article) == written
    assert words_of(article_json(article)) == written
    assert found_in(article_text(article, builder)) == written
    assert found_in("\n".join(chunk.text for chunk in chunks(article))) | {"q0x"} == written


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_the_typed_parts_of_the_model_say_nothing_that_the_page_does_not(body: str) -> None:
    article = make_article(body)
    value = article_json(article)
    value.pop("sections", None)
    assert words_of(value) <= page_words(article)


def test_an_arrow_inside_code_does_not_divide_the_tldr() -> None:
    body = "# T\n\n> **TL;DR**: `cast a -> b` fails → add an explicit cast\n"
    tldr = make_article(body).tldr
    assert tldr is not None
    assert (tldr.symptom, tldr.arrow, tldr.action) == ("cast a -> b fails", "→", "Add an explicit cast")
    page = Page(body_html(body))
    assert "cast a -> b fails → Add an explicit cast" in " ".join(page.text.split())


def test_a_paragraph_before_the_list_of_expected_results_is_expected_too() -> None:
    body = "# T\n\n## Verification\n\n### Expected\n\nIt starts.\n\n- no error\n- exit 0\n\n```\namd64\n```\n"
    verification = make_article(body).verification
    assert verification is not None
    assert [note.text for note in verification.expected] == ["It starts.", "no error", "exit 0", "amd64"]
    assert verification.code == ()


def test_two_items_of_a_tldr_are_what_is_wrong_and_what_to_do() -> None:
    body = "# T\n\n## TL;DR\n\n- **Problem**: docker dies\n- Fix: `--platform`, always\n- more\n"
    article = make_article(body)
    assert article.tldr is not None
    assert (article.tldr.symptom, article.tldr.action) == ("docker dies", "--platform, always")
    text = " ".join(Page(body_html(body)).text.split())
    assert "docker dies → --platform, always" in text
    assert text.count("docker dies") == 1
    assert "more" in text


def test_a_word_before_a_colon_that_is_no_label_stays_in_the_tldr() -> None:
    article = make_article("# T\n\n## TL;DR\n\n- Docker: pull it\n- Podman: build it\n")
    assert article.tldr is not None
    assert (article.tldr.symptom, article.tldr.action) == ("Docker: pull it", "Podman: build it")
