"""The article format of the seed parses into the whole model, whatever its headings look like."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from unstuck.article.model import Article, Duration, Role
from unstuck.article.parse import read_document
from unstuck.finding import Span

SEED = (Path(__file__).parent.parent / "fixtures/articles/CROSS_DOCKER_001.md").read_text(encoding="utf-8")


def parse(text: str) -> Article:
    document = read_document("devops/CROSS_DOCKER_001.md", text.encode())
    assert document.findings == ()
    assert document.article is not None
    return document.article


@pytest.fixture(scope="module")
def article() -> Article:
    return parse(SEED)


def test_tldr_is_split_into_symptom_and_action(article: Article) -> None:
    assert article.tldr is not None
    assert article.tldr.symptom == "The container dies with exec format error"
    assert article.tldr.action == "Build the image for the right --platform"
    assert article.tldr.line == 15


def test_fix_time_is_a_duration(article: Article) -> None:
    assert article.fix_time == Duration("~5 min", 300)


def test_symptoms_are_tasks_with_lines(article: Article) -> None:
    assert [(item.line, item.checked) for item in article.symptoms] == [
        (22, False),
        (23, False),
        (24, False),
        (25, False),
    ]


def test_where_to_check_lists_its_commands_with_columns(article: Article) -> None:
    assert [(one.text, one.line, one.column) for one in article.where_to_check] == [
        ("docker logs <container>", 27, 22),
        ("docker inspect --format='{{.Architecture}}' <image>", 27, 49),
    ]


def test_integration_pattern_has_stage_and_target(article: Article) -> None:
    assert article.integration is not None
    assert (article.integration.stage, article.integration.target) == ("Build Phase", "Dockerfile")


def test_options_in_one_code_block_are_told_apart(article: Article) -> None:
    assert [(o.label, o.title, o.recommended, o.line) for o in article.options] == [
        ("A", "Build for one platform", False, 36),
        ("B", "Build for several with buildx", True, 39),
    ]
    assert article.options[0].code[0].text == "docker build --platform linux/amd64 -t __IMAGE_NAME__ .  # 🖐️ VAR"
    assert article.options[1].code[0].text.startswith("docker buildx create --use\ndocker buildx build")


def test_critical_points_and_versions_lose_their_ticks(article: Article) -> None:
    assert len(article.critical) == 3
    assert article.critical[0].text == "--platform — says which CPU the image is for"
    assert [(note.label, note.text) for note in article.versions] == [
        ("Works", "Docker 20.10+, Docker Desktop 4.x"),
        ("buildx required for", "images of several architectures"),
    ]


def test_verification_has_a_budget_and_what_to_expect(article: Article) -> None:
    assert article.verification is not None
    assert article.verification.budget == Duration("<30 sec", 30)
    assert [note.line for note in article.verification.expected] == [66, 67]
    assert article.verification.expected[0].text == "Architecture is amd64 (or what you asked for)"


def test_fallbacks_have_when_and_risks(article: Article) -> None:
    assert [(f.label, f.title, f.when, f.risks, f.line) for f in article.fallbacks] == [
        ("1", "Emulate with QEMU", "The image cannot be rebuilt today", "5-10x slower", 75),
        ("2", "Look for a native image", "Its maintainers publish several architectures", "", 82),
    ]


def test_context_labels_are_read(article: Article) -> None:
    notes = [
        article.notes[role] for role in (Role.ROOT_CAUSE, Role.SIDE_EFFECTS, Role.BEST_PRACTICE, Role.ANTI_PATTERN)
    ]
    assert [note.text.split()[0] for note in notes if note] == ["An", "Builds", "Name", "Emulation"]
    assert article.notes[Role.APPLICABLE].text == "Docker 20.10+, Apple Silicon, cross-compilation in CI"
    assert (article.notes[Role.FREQUENCY].text, article.notes[Role.FREQUENCY].line) == ("Very common since 2020", 104)


def test_placeholder_and_var_marks_have_places(article: Article) -> None:
    assert [one.name for one in article.placeholders] == ["IMAGE_NAME"]
    assert article.placeholders[0].uses[0] == Span.within(37, 40, len("__IMAGE_NAME__"))
    assert len(article.placeholders[0].uses) == len(article.var_marks) == 6


def test_error_templates_are_inferred_from_symptoms(article: Article) -> None:
    assert [(spec.lines, spec.inferred, spec.line) for spec in article.errors] == [
        (("exec /usr/bin/{} : exec format error",), True, 23)
    ]


def facts(article: Article) -> dict[str, object]:
    """The model without what names places and headings as they were written."""
    left_out = {"path", "sections", "title_line", "intro", "front", "links", "platform"}
    text = {one.name: repr(getattr(article, one.name)) for one in fields(article) if one.name not in left_out}
    return {name: re.sub(r"(?:line|column|end)=[0-9]+", "", value) for name, value in text.items()}


KCS = {
    "🔍 This Is Your Problem If:": "Symptoms",
    "✅ SOLUTION (copy-paste)": "Resolution",
    "✔️ Verification (<30 sec)": "How to verify (<30 sec)",
    "🔄 Fallback (if main solution failed)": "Workaround",
    "💡 Context (optional)": "Background",
    "**Root Cause**": "**Cause**",
}


def without_emoji(text: str) -> str:
    return re.sub("[🔍✅🎯⚡📌🔄💡⤵]|✔️", "", text)


def other_emoji(text: str) -> str:
    return text.replace("🔍", "🧭").replace("✅", "🛠️").replace("🔄", "♻️").replace("💡", "📚")


def deeper(text: str) -> str:
    return re.sub(r"^(##+) ", r"#\1 ", text, flags=re.MULTILINE)


def shallower(text: str) -> str:
    return re.sub(r"^##(#*) ", r"#\1 ", text, flags=re.MULTILINE)


def other_words(text: str) -> str:
    for ours, theirs in KCS.items():
        text = text.replace(ours, theirs)
    return text


@pytest.mark.parametrize("change", [without_emoji, other_emoji, deeper, shallower, other_words])
def test_other_headings_give_the_same_model(article: Article, change: object) -> None:
    assert callable(change)
    changed = change(SEED)
    assert changed != SEED
    assert facts(parse(changed)) == facts(article)


def test_crlf_gives_the_same_model_and_lines(article: Article) -> None:
    assert repr(parse(SEED.replace("\n", "\r\n"))) == repr(article)


def test_an_article_without_known_sections_is_a_plain_page() -> None:
    front = SEED.split("---\n\n", 1)[0]
    article = parse(f"{front}---\n\n# Notes\n\n## A story\n\n```text\nfatal: disk on fire\n```\n")
    assert article.plain
    assert {section.role for section in article.walk()} == {Role.OTHER}
    assert [spec.lines for spec in article.errors] == [("fatal: disk on fire",)]
