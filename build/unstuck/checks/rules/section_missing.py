"""A section that the article's criticality calls for is missing.

The worse the trouble, the more a reader depends on being told how to check, verify and fall back.

Bad::

    criticality: critical   (and only a solution)

Good::

    criticality: critical   (symptoms, solution, verification, fallback, context)
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.article.model import Role
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report

RULE = Rule(
    "KB301",
    "section-missing",
    WARNING,
    "An article needs a section on {role}",
    "Add a heading `## {heading}`.",
    __doc__,
)

_ALWAYS = (Role.SOLUTION,)
_MEDIUM = (Role.SYMPTOMS, Role.SOLUTION, Role.VERIFICATION)
_HIGH = (Role.SYMPTOMS, Role.SOLUTION, Role.VERIFICATION, Role.FALLBACK, Role.CONTEXT)
_NEEDED = {"": _ALWAYS, "low": _ALWAYS, "medium": _MEDIUM, "high": _HIGH, "critical": _HIGH}
_INSIDE_CONTEXT = frozenset(
    {Role.ROOT_CAUSE, Role.SIDE_EFFECTS, Role.BEST_PRACTICE, Role.ANTI_PATTERN, Role.BLAST_RADIUS}
)


def check(doc: Document, context: CheckContext) -> Iterator[Finding]:
    if doc.article is None or context.loose or doc.article.plain:
        return
    held = {section.role for section in doc.article.walk()}
    if held & _INSIDE_CONTEXT:
        held.add(Role.CONTEXT)
    if Role.OPTION in held:
        held.add(Role.SOLUTION)
    front = doc.article.front
    place = front.at("criticality")
    for role in _NEEDED[front.criticality]:
        if role not in held:
            message = "An article of criticality {level} needs a section on {role}" if front.criticality else ""
            heading = role.value.capitalize()
            yield report(RULE, place, message=message, level=front.criticality, role=role.value, heading=heading)
