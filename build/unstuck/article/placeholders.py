"""Placeholders in the code of articles (`__NAME__`), and the comment `# VAR` that marks their lines.

The patterns are those of the filler, so that what is marked, counted and checked is what is filled.
"""

from __future__ import annotations

import re

from unstuck_search.commands.fill import placeholders
from unstuck_search.rules import load_rules

SHELL_LANGUAGES = load_rules().fill.shell_languages - {""}
# Blocks of these languages hold commands alone; sessions show prompts and output as well.
COMMAND_LANGUAGES = SHELL_LANGUAGES - load_rules().fill.session_languages


def find_placeholders(code: str, language: str = "") -> list[re.Match[str]]:
    """The placeholders of code; group 1 is the name. Macros of C (`__FILE__`) are none in C."""
    return placeholders(code, language, load_rules().fill) if "__" in code else []


def find_mark(line: str) -> re.Match[str] | None:
    """The comment that marks a line as one with a placeholder, with the white space before it."""
    return load_rules().fill.var_mark.search(line) if "VAR" in line else None
