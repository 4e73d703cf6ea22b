"""The errors feed as types: what all surfaces know of an article and of its signatures.

The terminal, the HTTP API, MCP, exports and other feeds are made of these. JSON is written and read here alone;
`schema/errors-1.json` describes the JSON. Keys that a later version adds are passed over.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any

from unstuck.json_data import JSON


@dataclass(frozen=True, slots=True)
class FeedTldr:
    """The article in one line: what is wrong, and what to do."""

    symptom: str = ""
    action: str = ""

    @property
    def text(self) -> str:
        """Both in one line."""
        return " → ".join(filter(None, (self.symptom, self.action)))


@dataclass(frozen=True, slots=True)
class FeedDuration:
    """A length of time as its author wrote it, and in seconds."""

    text: str
    seconds: int


@dataclass(frozen=True, slots=True)
class FeedCommand:
    """A code block with the names of its placeholders; the rest is empty where it is not an option of a fix."""

    language: str
    text: str
    placeholders: tuple[str, ...] = ()
    option: str = ""
    title: str = ""
    recommended: bool = False

    def to_json(self, *, of_fix: bool = False) -> JSON:
        """Its JSON; that of a fix also names the option."""
        head = {"option": self.option, "title": self.title, "recommended": self.recommended} if of_fix else {}
        return {**head, "language": self.language, "text": self.text, "placeholders": list(self.placeholders)}

    @classmethod
    def from_json(cls, data: JSON) -> FeedCommand:
        """A command of its JSON."""
        return cls(
            data["language"],
            data["text"],
            tuple(data["placeholders"]),
            data.get("option", ""),
            data.get("title", ""),
            data.get("recommended", False),
        )


@dataclass(frozen=True, slots=True)
class FeedFix:
    """One way to cure the error: words, and numbers of the article's commands, in the order of its steps.

    `id` is unique in the article; `heading` is the anchor on its page. `platforms` are those that it is for (`linux`,
    `macos`, `windows`), none where it is for all. `cures` are the numbers of the article's signatures that this way is
    meant for; `risks` is what this way may break.
    """

    id: str
    heading: str
    title: str
    recommended: bool
    platforms: tuple[str, ...]
    steps: tuple[str | int, ...]
    cures: tuple[int, ...] = ()
    risks: tuple[str, ...] = ()

    def to_json(self) -> JSON:
        """What the feed says of it."""
        return {
            "id": self.id,
            "heading": self.heading,
            "title": self.title,
            "recommended": self.recommended,
            "platforms": list(self.platforms),
            "steps": list(self.steps),
            "cures": list(self.cures),
            "risks": list(self.risks),
        }

    @classmethod
    def from_json(cls, data: JSON) -> FeedFix:
        """A fix of its JSON."""
        return cls(
            data["id"],
            data["heading"],
            data["title"],
            data["recommended"],
            tuple(data["platforms"]),
            tuple(data["steps"]),
            tuple(data["cures"]),
            tuple(data["risks"]),
        )


@dataclass(frozen=True, slots=True)
class FeedFallback:
    """What to do where the fix does not work, and at what price."""

    title: str
    when: str
    risks: str
    commands: tuple[FeedCommand, ...]


@dataclass(frozen=True, slots=True)
class FeedPlaceholder:
    """A value that the reader fills in."""

    name: str
    description: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class FeedArticle:
    """One article. Dates are ISO dates, empty where there is none; `url` is below the site's root. `checks` holds, by
    number of a signature, the command that tells this cause from others of the same error."""

    kb_id: str
    title: str
    url: str
    tldr: FeedTldr
    category: str
    platform: tuple[str, ...]
    technologies: tuple[str, ...]
    tags: tuple[str, ...]
    complexity: int | None
    criticality: str
    created: str
    updated: str
    fix_time: FeedDuration | None
    where_to_check: tuple[str, ...]
    commands: tuple[FeedCommand, ...]
    fixes: tuple[FeedFix, ...]
    checks: tuple[tuple[int, str], ...]
    verify_commands: tuple[FeedCommand, ...]
    expected: tuple[str, ...]
    fallbacks: tuple[FeedFallback, ...]
    impact: str
    downtime_risk: str
    risks: tuple[str, ...]
    placeholders: tuple[FeedPlaceholder, ...]
    related_kb: tuple[str, ...]

    def related_to(self, known: Container[str]) -> FeedArticle:
        """The same, related only to some articles."""
        if all(other in known for other in self.related_kb):
            return self
        return replace(self, related_kb=tuple(other for other in self.related_kb if other in known))

    def to_json(self) -> JSON:
        """What the feed says of it."""
        return {
            "kb_id": self.kb_id,
            "title": self.title,
            "url": self.url,
            "tldr": {"symptom": self.tldr.symptom, "action": self.tldr.action},
            "category": self.category,
            "platform": list(self.platform),
            "technologies": list(self.technologies),
            "tags": list(self.tags),
            "complexity": self.complexity,
            "criticality": self.criticality,
            "created": self.created,
            "updated": self.updated,
            "fix_time": {"text": self.fix_time.text, "seconds": self.fix_time.seconds} if self.fix_time else None,
            "where_to_check": list(self.where_to_check),
            "commands": [command.to_json(of_fix=True) for command in self.commands],
            "fixes": [fix.to_json() for fix in self.fixes],
            "checks": {str(number): text for number, text in self.checks},
            "verification": {
                "commands": [one.to_json() for one in self.verify_commands],
                "expected": list(self.expected),
            },
            "fallbacks": [
                {
                    "title": fallback.title,
                    "when": fallback.when,
                    "risks": fallback.risks,
                    "commands": [command.to_json() for command in fallback.commands],
                }
                for fallback in self.fallbacks
            ],
            "impact": self.impact,
            "downtime_risk": self.downtime_risk,
            "risks": list(self.risks),
            "placeholders": [
                {"name": placeholder.name, "description": placeholder.description, "example": placeholder.example}
                for placeholder in self.placeholders
            ],
            "related_kb": list(self.related_kb),
        }

    @classmethod
    def from_json(cls, data: JSON) -> FeedArticle:
        """An article of its JSON, which is of the schema."""
        duration = data["fix_time"]
        verification = data["verification"]
        return cls(
            kb_id=data["kb_id"],
            title=data["title"],
            url=data["url"],
            tldr=FeedTldr(data["tldr"]["symptom"], data["tldr"]["action"]),
            category=data["category"],
            platform=tuple(data["platform"]),
            technologies=tuple(data["technologies"]),
            tags=tuple(data["tags"]),
            complexity=data["complexity"],
            criticality=data["criticality"],
            created=data.get("created", ""),
            updated=data["updated"],
            fix_time=FeedDuration(duration["text"], duration["seconds"]) if duration else None,
            where_to_check=tuple(data["where_to_check"]),
            commands=tuple(map(FeedCommand.from_json, data["commands"])),
            fixes=tuple(map(FeedFix.from_json, data.get("fixes", ()))),
            checks=tuple((int(number), text) for number, text in data.get("checks", {}).items()),
            verify_commands=tuple(map(FeedCommand.from_json, verification["commands"])),
            expected=tuple(verification["expected"]),
            fallbacks=tuple(
                FeedFallback(
                    one["title"], one["when"], one["risks"], tuple(map(FeedCommand.from_json, one["commands"]))
                )
                for one in data["fallbacks"]
            ),
            impact=data["impact"],
            downtime_risk=data["downtime_risk"],
            risks=tuple(data["risks"]),
            placeholders=tuple(
                FeedPlaceholder(one["name"], one["description"], one["example"]) for one in data["placeholders"]
            ),
            related_kb=tuple(data["related_kb"]),
        )


@dataclass(frozen=True, slots=True)
class FeedCapture:
    """A named part of a signature, its type, and the placeholder that its value fills (none where it fills none)."""

    name: str
    type: str
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class FeedSignature:
    """One signature of an article; `id` is the article's, `#`, and a number.

    `fix` is the id of the way that cures this error, empty where any may; `locale` the language that prints it so.
    Where other articles state the same error, `order` says which comes first (0: after all), `cues` what in a paste
    speaks for this one, `check` the command that tells them apart.
    """

    id: str
    kb_id: str
    lines: tuple[str, ...]
    captures: tuple[FeedCapture, ...] = ()
    samples: tuple[str, ...] = ()
    versions: str = ""
    inferred: bool = False
    fix: str = ""
    locale: str = ""
    order: int = 0
    cues: tuple[str, ...] = ()
    check: str = ""

    @property
    def number(self) -> int:
        """Its number in its article, from 1."""
        return int(self.id.rpartition("#")[2])

    def to_json(self) -> JSON:
        """What the feed says of it."""
        return {
            "id": self.id,
            "kb_id": self.kb_id,
            "lines": list(self.lines),
            "captures": [{"name": one.name, "type": one.type, "placeholder": one.placeholder} for one in self.captures],
            "samples": list(self.samples),
            "versions": self.versions,
            "inferred": self.inferred,
            **({"fix": self.fix} if self.fix else {}),
            **({"locale": self.locale} if self.locale else {}),
            **({"order": self.order} if self.order else {}),
            **({"cues": list(self.cues)} if self.cues else {}),
            **({"check": self.check} if self.check else {}),
        }

    @classmethod
    def from_json(cls, data: JSON) -> FeedSignature:
        """A signature of its JSON, which is of the schema."""
        return cls(
            data["id"],
            data["kb_id"],
            tuple(data["lines"]),
            tuple(FeedCapture(one["name"], one["type"], one["placeholder"]) for one in data["captures"]),
            tuple(data["samples"]),
            data["versions"],
            data["inferred"],
            data.get("fix", ""),
            data.get("locale", ""),
            data.get("order", 0),
            tuple(data.get("cues", ())),
            data.get("check", ""),
        )


@dataclass(frozen=True, slots=True)
class ErrorsFeed:
    """The feed: articles by id, signatures by article and number. `base_url` is empty where the site has none."""

    title: str
    base_url: str
    articles: tuple[FeedArticle, ...]
    signatures: tuple[FeedSignature, ...]

    @classmethod
    def from_json(cls, data: JSON, parts: tuple[Any, ...] = ()) -> ErrorsFeed:
        """A feed of its JSON and of that of its parts, which are of the schema."""
        files = (data, *parts)
        return cls(
            data.get("title", ""),
            data.get("base_url", ""),
            tuple(FeedArticle.from_json(one) for file in files for one in file["articles"]),
            tuple(FeedSignature.from_json(one) for file in files for one in file["errors"]),
        )
