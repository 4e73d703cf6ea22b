"""The scripts that a page loads to answer by itself: the plain JavaScript of `browser/`, and the rules it reads."""

from __future__ import annotations

import json
from pathlib import Path

from unstuck_search.rules import RULES

FOLDER = Path(__file__).parent
_MAKERS = {"everyday_words", "common_words"}  # what only the makers of an index read
ORDER = (
    "redact",
    "shell_words",
    "command_context",
    "fill",
    "text",
    "template",
    "normalise",
    "kinds",
    "wrapped",
    "pattern",
    "article_terms",
    "tokens",
    "bm25",
    "rows",
    "align",
    "pattern_match",
    "scorer",
    "matcher",
    "search",
    "loader",
)


def browser_scripts() -> dict[str, bytes]:
    """Scripts by file name, in the order in which a page loads them: `rules.js`, made of `rules.json`, comes first."""
    # ASCII alone, for two of the characters that JSON allows end a line in older JavaScript.
    known = json.loads(RULES.read_text(encoding="utf-8"))
    data = json.dumps({name: rule for name, rule in known.items() if name not in _MAKERS}, separators=(",", ":"))
    rules = f"(window.Unstuck = window.Unstuck || {{}}).rules = {data};\n".encode()
    return {"rules.js": rules, **{f"{name}.js": (FOLDER / f"{name}.js").read_bytes() for name in ORDER}}
