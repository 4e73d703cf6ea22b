"""What exists is in the manual: verbs, options, keys, types, files."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from unstuck.article import fields as keys
from unstuck.article import role_table as roles
from unstuck.cli import VERBS, group
from unstuck.config import Config
from unstuck.export import FORMATS
from unstuck.feeds.bot_rules import ANSWER_CONTRACT
from unstuck.schemas import SCHEMAS
from unstuck_search.signatures.template import TYPES

ROOT = Path(__file__).parent.parent
TEXT_FILES = {".html", ".json", ".md", ".py", ".js"}
# A command is in quotation marks or backticks, or begins a line of code.
COMMAND = re.compile(r"(?:[`'\"]|^ {4}|[|$] )unstuck ([a-z]+)\b", re.MULTILINE)
MANUAL = (ROOT / "docs/manual.md").read_text(encoding="utf-8")
TABLES = {"keys": keys.manual_table, "roles": roles.manual_table}


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_is_in_the_manual(verb: str) -> None:
    assert f"`unstuck {verb}" in MANUAL


def test_every_verb_that_is_named_anywhere_exists() -> None:
    """In templates, catalogues, documents, findings and help texts."""
    folders = ("templates", "docs", "build/unstuck", "search/unstuck_search", "kb")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in TEXT_FILES]
    named = {
        (path.relative_to(ROOT).as_posix(), verb)
        for path in (*files, *ROOT.glob("*.md"))
        for verb in COMMAND.findall(path.read_text(encoding="utf-8"))
    }
    assert {(path, verb) for path, verb in named if verb not in VERBS} == set()


@pytest.mark.parametrize("key", [one.name for one in fields(Config) if one.name != "root"])
def test_every_configuration_key_is_in_the_manual(key: str) -> None:
    assert f"| `{key}` |" in MANUAL


def with_tables(text: str) -> str:
    """The manual with its tables as the code has them."""
    for name, table in TABLES.items():
        text = re.sub(
            rf"<!-- {name} -->\n.*?<!-- /{name} -->\n",
            lambda _, name=name, table=table: f"<!-- {name} -->\n{table()}<!-- /{name} -->\n",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    return text


def test_the_tables_of_keys_and_roles_in_the_manual_are_those_of_the_reader() -> None:
    """Written by `python tests/test_manual.py`."""
    assert with_tables(MANUAL) == MANUAL
    assert all(f"<!-- {name} -->" in MANUAL for name in TABLES)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_is_in_the_manual(kind: str) -> None:
    assert f"`{kind}`" in MANUAL


@pytest.mark.parametrize(
    "verb", ["build", "check", "match", "last", "search", "new", "serve", "mcp", "schema", "export"]
)
def test_every_option_of_the_working_verbs_is_in_the_manual(verb: str) -> None:
    command = group.get_command(click.Context(group), verb)
    assert command is not None
    options = {name for one in command.params for name in one.opts if name.startswith("--")}
    assert {name for name in options - {"--kb", "--cache"} if f"`{name}" not in MANUAL} == set()


def test_every_schema_and_export_format_is_in_the_page_for_programs() -> None:
    page = (Path(__file__).parent.parent / "docs/chatbots.md").read_text(encoding="utf-8")
    for name in SCHEMAS.keys() - {"front-matter-1"}:
        assert f"`schema/{name}.json`" in page
    for name in FORMATS:
        assert f"`{name}`" in page


def test_the_answer_contract_is_in_the_page_for_programs_word_for_word() -> None:
    page = (Path(__file__).parent.parent / "docs/chatbots.md").read_text(encoding="utf-8")
    assert ANSWER_CONTRACT in page
    assert len(ANSWER_CONTRACT) < 1_200


if __name__ == "__main__":
    (ROOT / "docs/manual.md").write_text(with_tables(MANUAL), encoding="utf-8")
