"""The twins are built alike: file for file, function for function in the same order, and no number in either."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from unstuck_search.browser.scripts import ORDER

SOURCE = Path(__file__).parents[2] / "search/unstuck_search"
# Script and module. What is not here has no twin: it reads shards or talks to the page.
TWINS = {
    "redact": "redact",
    "shell_words": "commands/shell_words",
    "command_context": "commands/command_context",
    "fill": "commands/fill",
    "choose_fix": "commands/choose_fix",
    "text": "text",
    "template": "signatures/template",
    "normalise": "lines/normalise",
    "kinds": "lines/kinds",
    "wrapped": "lines/wrapped",
    "language": "lines/language",
    "pattern": "index/pattern",
    "article_terms": "index/article_terms",
    "tokens": "fulltext/tokens",
    "text_index": "fulltext/text_index",
    "align": "matcher/align",
    "exclusions": "matcher/exclusions",
    "beginning": "signatures/beginning",
    "captures": "matcher/captures",
    "scored": "matcher/scored",
    "same_error": "matcher/same_error",
    "answer": "matcher/answer",
    "pattern_match": "matcher/pattern_match",
    "scorer": "matcher/scorer",
    "matcher": "matcher/matcher",
    "search": "fulltext/search",
}
# Functions that only the script has: what a module gets from its language, from a class, or from another module.
ONLY_SCRIPT = {
    "text": {"straighten", "sum"},
    "template": {"with_part", "is_alnum_at", "is_alnum_before"},
    "pattern": {"read_pattern", "read_words"},
    "article_terms": {"codes_in"},
    "pattern_match": {
        "prepare",
        "match_from",
        "make_match",
        "explained_by",
        "anchored_candidates",
        "begins",
        "captures_version",
        "capture_types",
        "is_higher",
    },
    "matcher": {"own_code", "asked"},
    "answer": {"by_lines"},
    "choose_fix": {"fix_of", "risks_of", "telling_check"},
    "shell_words": {"match_at"},
    "command_context": {"context_of", "wrapper_of"},
    "fill": {"fill_rules", "tokens_of"},
}
# Numbers that are no choice: none, one, half of it, the last of a list, a pair, digits shown, two ends of a line.
PLAIN = {"0", "1", "2", "3", "4", "5", "6", "0.0", "0.5", "1.0", "100"}
# Numbers of one side alone: entries of caches, the length of a title's code (index makers), a script's slice of time.
ONE_SIDED = {"100000", "65536", "60", "12"}


def module(name: str) -> ast.Module:
    return ast.parse((SOURCE / f"{TWINS[name]}.py").read_text(encoding="utf-8"))


def script(name: str) -> str:
    text = (SOURCE / f"browser/{name}.js").read_text(encoding="utf-8")
    return re.sub(r"/\*[\s\S]*?\*/|//.*", "", text)


def functions_of_script(name: str) -> list[str]:
    found = re.findall(r"^  (?:async )?function (\w+)\(", script(name), re.MULTILINE)
    return [re.sub(r"(?<!^)([A-Z])", r"_\1", one).lower() for one in found]


def functions_of_module(name: str) -> list[str]:
    found = [node for node in ast.walk(module(name)) if isinstance(node, ast.FunctionDef)]
    return [node.name.lstrip("_") for node in sorted(found, key=lambda node: node.lineno)]


@pytest.mark.parametrize("name", sorted(TWINS))
def test_twins_have_the_same_functions_in_the_same_order(name: str) -> None:
    ours, theirs = functions_of_module(name), functions_of_script(name)
    assert set(theirs) - set(ours) == ONLY_SCRIPT.get(name, set())
    shared = set(ours) & set(theirs)
    assert [one for one in theirs if one in shared] == [one for one in ours if one in shared]


def test_every_script_has_a_twin_or_none_on_purpose() -> None:
    assert set(ORDER) - set(TWINS) == {"rows", "loader"}


# What makes an index has no twin, so its numbers may be where they are used; the filler's are those of shell grammar.
SCORED = [
    "redact",
    "template",
    "normalise",
    "kinds",
    "wrapped",
    "article_terms",
    "tokens",
    "align",
    "beginning",
    "language",
]


@pytest.mark.parametrize(
    "name", [*SCORED, "exclusions", "pattern_match", "captures", "scorer", "scored", "same_error", "matcher"]
)
def test_numbers_are_in_the_rules_and_not_in_a_twin(name: str) -> None:
    constants = [node.value for node in ast.walk(module(name)) if isinstance(node, ast.Constant)]
    numbers = {str(one) for one in constants if isinstance(one, int | float) and not isinstance(one, bool)}
    assert numbers - PLAIN - ONE_SIDED == set()
    text = re.sub(r"'[^'\n]*'|`[^`]*`|/[^/\n]+/[dguym]*", "", script(name))
    assert set(re.findall(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])", text)) - PLAIN - ONE_SIDED == set()
