"""The schema that editors read says what the reader of front matter says."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from unstuck.article.field_reader import MAX_ITEMS
from unstuck.article.fields import FIELDS, FIELDS_BY_NAME, REQUIRED
from unstuck.article.front_matter import read_front_matter
from unstuck.article.model import FrontMatter
from unstuck.article.source import make_source
from unstuck.pages.catalog import load_catalog
from unstuck.schemas import read_schema

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "tests/fixtures/checks/fail"
# Findings about the shape of front matter; the others are about YAML, the text, or other files.
SHAPE = (
    "ambiguous-scalar",
    "bad-date",
    "bad-kb-id",
    "bad-value",
    "empty-value",
    "missing-key",
    "out-of-range",
    "unknown-key",
    "wrong-type",
)


class Loader(yaml.SafeLoader):
    """YAML as editors read it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module", params=["2020-12", "07"])
def validator(request: pytest.FixtureRequest) -> Any:
    schema = read_schema("front-matter-1", request.param)
    made = jsonschema.validators.validator_for(schema)
    return made(schema, format_checker=made.FORMAT_CHECKER)


def front(text: str) -> str:
    return text.split("---\n", 2)[1]


def test_every_key_is_a_field_of_front_matter_and_has_labels_where_it_is_shown() -> None:
    """A new key is a field of `FrontMatter`, a row of the table, and a label in each catalogue: nothing else."""
    assert set(FIELDS_BY_NAME) == {one.name for one in dataclasses.fields(FrontMatter)} - {"where"}
    for language in ("en", "de"):
        catalog = load_catalog(language)
        for field in FIELDS:
            if field.shown:
                assert catalog.text(f"fact.{field.name.replace('_', '-')}", complexity=1)


def test_its_keys_are_the_readers() -> None:
    schema = read_schema("front-matter-1")
    assert set(schema["properties"]) == set(FIELDS_BY_NAME)
    assert tuple(schema["required"]) == REQUIRED


@pytest.mark.parametrize("path", sorted((ROOT / "kb").rglob("*.md")), ids=lambda path: path.stem)
def test_all_articles_of_the_starter_kb_are_of_it(path: Path, validator: Any) -> None:
    validator.validate(yaml.load(front(path.read_text(encoding="utf-8")), Loader))


@pytest.mark.parametrize("name", SHAPE)
def test_what_a_check_refuses_it_refuses(name: str, validator: Any) -> None:
    value = yaml.load(front((FIXTURES / f"{name}.md").read_text(encoding="utf-8")), Loader)
    assert not validator.is_valid(value)


SOUND = {
    "kb_id": "A_TOOL_001",
    "category": "devops",
    "platform": "linux",
    "technologies": ["git"],
    "complexity": 2,
    "criticality": "low",
    "created": "2026-01-02",
    "tags": [],
    "related_kb": [],
}
VALUES = (
    *("word", "", " ", "low", "draft", "internal", "A_TOOL_001", "TOOL", "2026-01-02", "2026-02-30", "x" * 70 + "_001"),
    *(0, 1, 5, 6, 1.5, True, None),
    *([], ["word"], ["A_TOOL_002"], ["bad id"], [1], [None], [""], [["word"]], ["w"] * (MAX_ITEMS + 1)),
    *({}, {"word": 1}, {"NAME": "what"}, {"NAME": {"description": "d", "example": "e"}}, {"NAME": {"other": "x"}}),
    *(
        {"template": "a b"},
        {"template": "a", "lines": ["b"]},
        {"lines": ["a", "b"], "samples": ["a"]},
        {"samples": "a"},
    ),
    *([{"template": "a b", "versions": "1"}], [{"template": "a", "more": "b"}], [{"template": None}]),
    *({"url": "https://a.b"}, {"url": "https://a.b", "title": "t"}, {"title": "t"}, [{"url": "x"}, "y"]),
)


@pytest.mark.parametrize("key", sorted(FIELDS_BY_NAME))
def test_it_takes_the_values_that_the_reader_takes(key: str, validator: Any) -> None:
    differing = []
    for value in VALUES:
        whole = SOUND | {key: value}
        # JSON is YAML in which nothing is ambiguous.
        text = "".join(f"{name}: {json.dumps(one)}\n" for name, one in whole.items())
        _, _, findings = read_front_matter(make_source("A.md", f"---\n{text}---\n"), "A.md")
        if validator.is_valid(whole) != (not findings):
            differing.append((value, [(one.name, one.message) for one in findings]))
    assert differing == []
