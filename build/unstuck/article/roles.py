"""Which heading means which section: by its words, never by its emoji or level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from unstuck.article.model import Role
from unstuck.article.role_table import ROLES

# A shorter alias at the beginning of a longer heading means nothing.
_MIN_PREFIX = 7

_OPTION = re.compile(
    r"(?:option|variant|method|alternative|approach|solution|workaround|fallback|way|fix)\s+"
    r"(?:no\.?\s*)?([A-Z]|[0-9]{1,2}|[IVX]{1,4})\s*(?:[:.)\u2014\u2013-]+\s*|$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_AUDIENCE = re.compile(r"(?:the\s+)?(basic|simple|quick|enterprise|advanced|consumer|producer)\b", re.IGNORECASE)
_AUDIENCES = {"simple": "basic", "quick": "basic", "advanced": "enterprise"}
_NOTE = re.compile(r"\s*[(\uff08]([^()]*(?:\([^()]*\)[^()]*)*)[)\uff09]\s*:?\s*$")
_RECOMMENDED = re.compile(r"(?<!not )\b(?:recommended|preferred)\b|\u2b50", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The table that maps normalised headings to roles, built-in words and a KB's own."""

    exact: Mapping[str, Role]
    prefixes: tuple[tuple[str, Role], ...]


def make_aliases(extra: Mapping[str, str] | None = None) -> Aliases:
    """The table with a KB's own headings added (`{"lösung": "solution"}`).

    Raises:
        ValueError: a role that does not exist.
    """
    exact = {alias: row.role for row in ROLES for alias in row.aliases}
    for heading, name in (extra or {}).items():
        exact[normalise(heading)] = Role(name)
    own = {normalise(heading) for heading in extra or {}}
    starting = {row.role for row in ROLES if row.starts_longer}
    prefixes = [
        (alias, role)
        for alias, role in exact.items()
        if alias in own or (role in starting and len(alias) >= _MIN_PREFIX)
    ]
    return Aliases(exact, tuple(sorted(prefixes, key=lambda pair: (-len(pair[0]), pair[0]))))


@dataclass(frozen=True, slots=True)
class RoleHeading:
    """What a heading means; `model.Section` documents the fields."""

    role: Role
    title: str
    label: str = ""
    note: str = ""


def read_heading(text: str, aliases: Aliases, context: Role | None) -> RoleHeading:
    """What a heading means. `context` is the solution or fallback that options belong to, if one is open."""
    clean = strip_symbols(text)
    note = ""
    found = _NOTE.search(clean)
    if found and clean[: found.start()].strip():
        note, clean = found[1].strip(), clean[: found.start()].strip()
    clean = clean.rstrip(" :")
    normal = normalise(clean)
    if normal in aliases.exact:
        return RoleHeading(aliases.exact[normal], clean, note=note)
    option = _OPTION.match(clean)
    if option and (context is not None or option[0].lower().startswith(("solution", "fix", "workaround", "fallback"))):
        after_fallback = context is Role.FALLBACK or option[0].lower().startswith(("workaround", "fallback"))
        role = Role.FALLBACK_OPTION if after_fallback else Role.OPTION
        return RoleHeading(role, option[2].strip() or clean, option[1].upper(), note)
    if context is not None and _AUDIENCE.match(clean) and context is Role.SOLUTION:
        return RoleHeading(Role.OPTION, clean, "", note)
    head, colon, _ = clean.partition(":")
    if colon and normalise(head) in aliases.exact:
        return RoleHeading(aliases.exact[normalise(head)], clean, note=note)
    for alias, role in aliases.prefixes:
        if normal.startswith(alias + " "):
            return RoleHeading(role, clean, note=note)
    return RoleHeading(Role.OTHER, clean, note=note)


def is_recommended(*texts: str) -> bool:
    """Whether an author marks an option as the one to take."""
    return any(_RECOMMENDED.search(text) for text in texts)


def audience(title: str) -> str:
    """Whom an option is for: basic, enterprise, consumer, producer, or nobody in particular."""
    found = _AUDIENCE.match(title)
    return _AUDIENCES.get(found[1].lower(), found[1].lower()) if found else ""


def strip_symbols(text: str) -> str:
    """Without emoji and other pictures, wherever they are."""
    if text.isascii():
        return text.strip()
    kept = "".join(
        character
        for character in text
        if unicodedata.category(character) not in ("So", "Cn", "Co", "Cf")
        and character not in "\ufe0f\ufe0e\u20e3\u200d"
    )
    return re.sub(r"[ \t]+", " ", kept).strip()


def normalise(text: str) -> str:
    """Lower case, letters and digits only, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))
