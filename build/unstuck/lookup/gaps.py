"""Pastes that found no article, kept on this machine only, and only with the user's consent.

What is kept is the telling lines of a paste, cleaned and redacted, never the paste. Alike ones are counted together:
the errors that people meet most and that no article answers yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from unstuck_search.lines.kinds import rank_lines, sort_lines
from unstuck_search.lines.normalise import read_lines
from unstuck_search.redact import redact
from unstuck_search.rules import load_rules

FILE = "gaps.jsonl"
CONSENT = "gaps.on"
MAX_KEPT = 2_000
_LINES = 3
_CHARACTERS = 300
_VARIES = re.compile(r"\[secret:[0-9]+\]|\"[^\"]*\"|'[^']*'|`[^`']*[`']|(?:/[^\s/:]+){2,}|0x[0-9a-fA-F]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """Unanswered pastes that are alike: how many, and the newest as an example."""

    count: int
    example: str


def state_folder() -> Path:
    """Where kept pastes lie: the XDG state folder."""
    import platformdirs

    return platformdirs.user_state_path("unstuck")


def may_keep(folder: Path) -> bool:
    """Whether the user has consented."""
    return (folder / CONSENT).is_file()


def error_lines(text: str) -> str:
    """The lines of a paste that read like errors, cleaned and redacted; empty where it has none."""
    rules = load_rules()
    lines = list(read_lines(redact(text[:1_000_000], rules).text, rules))
    places = sorted(place for place, _ in rank_lines(sort_lines(lines, rules), _LINES, rules))
    return "\n".join(lines[place].text[:_CHARACTERS] for place in places)


def keep(text: str, folder: Path) -> None:
    """Keep a paste that found no article, forgetting the oldest beyond a bound."""
    from unstuck.output import save  # nothing is kept where nobody asked for it

    example = error_lines(text)
    if example:
        rows = [*_read(folder), example][-MAX_KEPT:]
        save(
            folder / FILE,
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace"),
        )


def gaps(folder: Path) -> list[Gap]:
    """What was kept, alike ones together, the most frequent first."""
    return cluster(_read(folder))


def cluster(examples: Iterable[str]) -> list[Gap]:
    """Texts that differ in values only, together."""
    groups: dict[str, list[str]] = {}
    for example in examples:
        groups.setdefault(_VARIES.sub("…", example).casefold(), []).append(example)
    found = [Gap(len(group), group[-1]) for group in groups.values()]
    return sorted(found, key=lambda gap: (-gap.count, gap.example))


def _read(folder: Path) -> list[str]:
    try:
        rows = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for row in rows:
        try:
            value = json.loads(row)
        except ValueError:
            continue  # a line cut short costs itself alone
        if isinstance(value, str):
            found.append(value)
    return found
