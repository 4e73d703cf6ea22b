"""The scripts that a page loads to answer by itself: the plain JavaScript of `browser/`, and the rules it reads."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from unstuck_search.rules import RULES

FOLDER = Path(__file__).parent
_MAKERS = {"everyday_words", "common_words"}  # what only the makers of an index read
# In dependency order. What fills values into commands is needed on every article's page, the rest by whoever pastes.
COMMANDS = ("shell_words", "command_context", "fill", "choose_fix")
MATCHER = (
    "redact",
    "text",
    "template",
    "normalise",
    "kinds",
    "language",
    "wrapped",
    "pattern",
    "article_terms",
    "tokens",
    "text_index",
    "rows",
    "align",
    "beginning",
    "exclusions",
    "pattern_match",
    "captures",
    "scorer",
    "scored",
    "same_error",
    "answer",
    "matcher",
    "search",
    "loader",
)
ORDER = (*COMMANDS, *MATCHER)
_COMMAND_RULES = {"fill", "hidden"}


def browser_scripts() -> dict[str, bytes]:
    """Scripts by file name, in the order in which a page needs them: `rules.js`, made of `rules.json`, comes first."""
    known = json.loads(RULES.read_text(encoding="utf-8"))
    return {"rules.js": _rules(known.keys() - _MAKERS), **{f"{name}.js": _script(name) for name in ORDER}}


def browser_bundles() -> dict[str, bytes]:
    """The same in two files, so that a page asks for two: `commands.js` for every article's page, then `matcher.js`."""
    known = json.loads(RULES.read_text(encoding="utf-8"))
    commands = [_rules(_COMMAND_RULES), *map(_script, COMMANDS)]
    matcher = [_rules(known.keys() - _MAKERS - _COMMAND_RULES), *map(_script, MATCHER)]
    return {"commands.js": b"\n".join(commands), "matcher.js": b"\n".join(matcher)}


def _script(name: str) -> bytes:
    return (FOLDER / f"{name}.js").read_bytes()


def _rules(names: Collection[str]) -> bytes:
    """The statement that adds some rules to those that a page has."""
    # ASCII alone, for two of the characters that JSON allows end a line in older JavaScript.
    known = json.loads(RULES.read_text(encoding="utf-8"))
    data = json.dumps({name: rule for name, rule in known.items() if name in names}, separators=(",", ":"))
    return f"Object.assign((globalThis.Unstuck ??= {{}}).rules ??= {{}}, {data});\n".encode()
