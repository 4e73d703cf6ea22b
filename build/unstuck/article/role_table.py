"""The roles that sections have, one row each: what means them, and where pages and feeds have them.

A new role is a member of `Role` and a row here; `python tests/test_manual.py` writes the manual's table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unstuck.article.model import Role


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role.

    `place` is where the page shows it, empty where it stays with the section it is in. `aliases` are the headings that
    mean it, in their normal form (lower case, no punctuation); with `starts_longer` also where they open a longer one
    ("Symptoms of a full disk"). The text of a `note` is a value of its own in the article's JSON.
    """

    role: Role
    place: str
    aliases: tuple[str, ...]
    starts_longer: bool = True
    note: bool = False


# Microsoft's and KCS's headings map onto the same roles.
ROLES: tuple[RoleRow, ...] = (
    RoleRow(Role.TLDR, "tldr", ("tl dr", "tldr", "summary", "in short", "quick answer")),
    RoleRow(Role.FIX_TIME, "facts", ("fix time", "time to fix", "estimated time")),
    RoleRow(
        Role.PLATFORM, "facts", ("platform", "platforms", "environment", "applies to platform"), starts_longer=False
    ),
    RoleRow(
        Role.SYMPTOMS,
        "symptoms",
        ("this is your problem if", "symptoms", "symptom", "issue", "is this your problem", "problem", "you see this"),
    ),
    RoleRow(
        Role.WHERE_TO_CHECK, "where", ("where to check", "how to check", "diagnosis", "diagnose", "how to diagnose")
    ),
    RoleRow(
        Role.RAW_ERRORS,
        "raw",
        (
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
    ),
    RoleRow(
        Role.EXPLANATION,
        "context",
        (
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
    ),
    RoleRow(
        Role.SOLUTION,
        "solution",
        (
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
    ),
    RoleRow(Role.INTEGRATION, "solution", ("integration pattern", "integration")),
    RoleRow(Role.OPTION, "solution", ()),
    RoleRow(
        Role.CRITICAL,
        "solution",
        ("critical", "must have", "critical points", "won t work without this", "prerequisites"),
    ),
    RoleRow(
        Role.VERSIONS, "solution", ("versions", "version", "compatibility", "supported versions"), starts_longer=False
    ),
    RoleRow(
        Role.VERIFICATION,
        "verification",
        ("verification", "verify", "verify the fix", "check that it worked", "how to verify", "validation"),
    ),
    RoleRow(
        Role.EXPECTED,
        "verification",
        ("expected", "expected result", "expected results", "expected output", "you should see"),
    ),
    RoleRow(
        Role.FALLBACK,
        "fallback",
        (
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
    ),
    RoleRow(Role.FALLBACK_OPTION, "fallback", ()),
    RoleRow(Role.WHEN, "", ("when", "when to use", "use when"), starts_longer=False),
    RoleRow(Role.RISKS, "", ("risks", "risk", "risks and side effects", "caveats")),
    RoleRow(
        Role.PREVENTION,
        "prevention",
        ("prevention", "prevention in ci cd", "prevent it", "how to prevent it", "prevent recurrence"),
    ),
    RoleRow(Role.CONTEXT, "context", ("context", "background", "details"), starts_longer=False),
    RoleRow(
        Role.ROOT_CAUSE,
        "context",
        ("root cause", "cause", "causes", "the root cause", "reason", "why"),
        starts_longer=False,
        note=True,
    ),
    RoleRow(Role.SIDE_EFFECTS, "context", ("side effects", "side effect"), note=True),
    RoleRow(Role.BEST_PRACTICE, "context", ("best practice", "best practices"), note=True),
    RoleRow(Role.ANTI_PATTERN, "context", ("anti pattern", "anti patterns", "antipattern", "don t"), note=True),
    RoleRow(
        Role.BLAST_RADIUS,
        "context",
        ("blast radius", "the attack vector blast radius", "attack vector", "impact", "scope"),
        note=True,
    ),
    RoleRow(
        Role.ALTERNATE_CAUSES,
        "alternates",
        ("alternate causes", "other causes", "alternative causes", "also caused by", "edge cases", "edge case"),
    ),
    RoleRow(Role.APPLICABLE, "scope", ("applicable", "applicable to", "applies to"), note=True),
    RoleRow(Role.FREQUENCY, "scope", ("frequency", "how common"), note=True),
    RoleRow(
        Role.MORE_INFORMATION,
        "more",
        (
            "more information",
            "additional information",
            "see also",
            "references",
            "further reading",
            "related information",
            "sources",
            "related",
        ),
    ),
)
PLACES = tuple(dict.fromkeys(row.place for row in ROLES if row.place))
PLACE_OF: Mapping[Role, str] = {row.role: row.place for row in ROLES if row.place}
NOTES: tuple[Role, ...] = tuple(row.role for row in ROLES if row.note)


def note_key(role: Role) -> str:
    """The key of a note in the article's JSON."""
    return role.value.replace("-", "_")


def manual_table() -> str:
    """The table of roles in the manual, in Markdown."""
    rows = (f"| `{row.role.value}` | {', '.join(row.aliases) or _BY_POSITION} |" for row in ROLES)
    return "\n".join(("| role | headings that mean it |", "|---|---|", *rows)) + "\n"


_BY_POSITION = "Option A, Variant 2, Workaround 1: …, below a solution or fallback"
