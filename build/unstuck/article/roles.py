"""Which heading means which section: by its words, never by its emoji or level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from unstuck.article.model import Role

# Aliases in their normal form (lower case, no punctuation). Microsoft and KCS headings map onto the same roles.
ALIASES: Mapping[Role, tuple[str, ...]] = {
    Role.TLDR: ("tl dr", "tldr", "summary", "in short", "quick answer"),
    Role.FIX_TIME: ("fix time", "time to fix", "estimated time"),
    Role.PLATFORM: ("platform", "platforms", "environment", "applies to platform"),
    Role.SYMPTOMS: (
        "this is your problem if",
        "symptoms",
        "symptom",
        "issue",
        "is this your problem",
        "problem",
        "you see this",
    ),
    Role.WHERE_TO_CHECK: ("where to check", "how to check", "diagnosis", "diagnose", "how to diagnose"),
    Role.RAW_ERRORS: (
        "raw errors",
        "raw error",
        "error message",
        "error messages",
        "errors",
        "error text",
        "error output",
        "the error",
        "output",
        "log output",
    ),
    Role.EXPLANATION: (
        "the incident",
        "incident",
        "explanation",
        "what does the error mean",
        "what it means",
        "what this means",
        "why this happens",
        "how it happens",
        "what happened",
    ),
    Role.SOLUTION: (
        "solution",
        "solutions",
        "the solution",
        "fix",
        "the fix",
        "quick fix",
        "permanent fix",
        "resolution",
        "resolutions",
        "how to fix",
        "how to fix it",
        "how to resolve",
        "how to solve it",
    ),
    Role.INTEGRATION: ("integration pattern", "integration"),
    Role.CRITICAL: ("critical", "must have", "critical points", "won t work without this", "prerequisites"),
    Role.VERSIONS: ("versions", "version", "compatibility", "supported versions"),
    Role.VERIFICATION: (
        "verification",
        "verify",
        "verify the fix",
        "check that it worked",
        "how to verify",
        "validation",
    ),
    Role.EXPECTED: ("expected", "expected result", "expected results", "expected output", "you should see"),
    Role.FALLBACK: (
        "fallback",
        "fallbacks",
        "workaround",
        "workarounds",
        "plan b",
        "if it didn t work",
        "if that did not work",
        "alternative solution",
        "alternative solutions",
    ),
    Role.WHEN: ("when", "when to use", "use when"),
    Role.RISKS: ("risks", "risk", "risks and side effects", "caveats"),
    Role.PREVENTION: ("prevention", "prevention in ci cd", "prevent it", "how to prevent it", "prevent recurrence"),
    Role.CONTEXT: ("context", "background", "details"),
    Role.ROOT_CAUSE: ("root cause", "cause", "causes", "the root cause", "reason", "why"),
    Role.SIDE_EFFECTS: ("side effects", "side effect"),
    Role.BEST_PRACTICE: ("best practice", "best practices"),
    Role.ANTI_PATTERN: ("anti pattern", "anti patterns", "antipattern", "don t"),
    Role.BLAST_RADIUS: ("blast radius", "the attack vector blast radius", "attack vector", "impact", "scope"),
    Role.ALTERNATE_CAUSES: (
        "alternate causes",
        "other causes",
        "alternative causes",
        "also caused by",
        "edge cases",
        "edge case",
    ),
    Role.APPLICABLE: ("applicable", "applicable to", "applies to"),
    Role.FREQUENCY: ("frequency", "how common"),
    Role.MORE_INFORMATION: (
        "more information",
        "additional information",
        "see also",
        "references",
        "further reading",
        "related information",
        "sources",
        "related",
    ),
}

# Where these words open a longer heading, the heading still has the role ("Symptoms of a full disk").
_PREFIX_ROLES = frozenset(ALIASES) - {Role.PLATFORM, Role.WHEN, Role.ROOT_CAUSE, Role.VERSIONS, Role.CONTEXT}
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
    exact = {alias: role for role, aliases in ALIASES.items() for alias in aliases}
    for heading, name in (extra or {}).items():
        exact[normalise(heading)] = Role(name)
    own = {normalise(heading) for heading in extra or {}}
    prefixes = [
        (alias, role)
        for alias, role in exact.items()
        if alias in own or (role in _PREFIX_ROLES and len(alias) >= _MIN_PREFIX)
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
    """Without emoji and other pictures, wherever they stand."""
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
