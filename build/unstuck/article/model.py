"""The article model: what the author wrote (`FrontMatter`) and what we make of it (`Article`).

All types are frozen and complete when built. Text is the author's: nothing here is escaped for any output.
Lines and columns count from 1 and refer to the article's file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from unstuck.article.blocks import (
    Block,
    Blocks,
    CodeBlock,
    Image,
    Inlines,
    Item,
    Link,
    ListBlock,
    Table,
    code_blocks,
    plain,
)
from unstuck.finding import Placed, Span

LABEL_LEVEL = 7
OPTION_LEVEL = 8


class Role(StrEnum):
    """What a section is for, whatever its heading says."""

    TLDR = "tldr"
    FIX_TIME = "fix-time"
    PLATFORM = "platform"
    SYMPTOMS = "symptoms"
    WHERE_TO_CHECK = "where-to-check"
    RAW_ERRORS = "raw-errors"
    EXPLANATION = "explanation"
    SOLUTION = "solution"
    INTEGRATION = "integration"
    OPTION = "option"
    CRITICAL = "critical"
    VERSIONS = "versions"
    VERIFICATION = "verification"
    EXPECTED = "expected"
    FALLBACK = "fallback"
    FALLBACK_OPTION = "fallback-option"
    WHEN = "when"
    RISKS = "risks"
    PREVENTION = "prevention"
    CONTEXT = "context"
    ROOT_CAUSE = "root-cause"
    SIDE_EFFECTS = "side-effects"
    BEST_PRACTICE = "best-practice"
    ANTI_PATTERN = "anti-pattern"
    BLAST_RADIUS = "blast-radius"
    ALTERNATE_CAUSES = "alternate-causes"
    APPLICABLE = "applicable"
    FREQUENCY = "frequency"
    MORE_INFORMATION = "more-information"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ErrorSpec(Placed):
    """One error signature as the author wrote it, or as inferred from the text.

    `lines` holds one template for a single line, several for lines that must follow in this order. `fix` names the
    heading or option that cures this error, `locale` the language that prints it so. Where other articles state the
    same error, `order` says which comes first, `cues` what in a paste speaks for this one, `check` the command that
    tells them apart.
    """

    lines: tuple[str, ...]
    samples: tuple[str, ...] = ()
    versions: str = ""
    inferred: bool = False
    fix: str = ""
    locale: str = ""
    order: int = 0
    cues: tuple[str, ...] = ()
    check: str = ""
    span: Span = field(default_factory=lambda: Span(1))

    @property
    def headline(self) -> str:
        """All its lines in one, as messages show it."""
        return " ⏎ ".join(self.lines)


@dataclass(frozen=True, slots=True)
class PlaceholderSpec:
    """A placeholder as declared in the front matter."""

    name: str
    description: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where a fact comes from."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The author's front matter, typed. Values that were wrong are left at their defaults, with a finding made.

    `where` maps a key, or a key and an item's index (`("tags", 2)`), to its place in the file.
    """

    kb_id: str = ""
    title: str = ""
    category: str = ""
    platform: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    complexity: int | None = None
    criticality: str = ""
    created: datetime.date | None = None
    tags: tuple[str, ...] = ()
    related_kb: tuple[str, ...] = ()
    errors: tuple[ErrorSpec, ...] | None = None
    placeholders: tuple[PlaceholderSpec, ...] = ()
    updated: datetime.date | None = None
    review_by: datetime.date | None = None
    owner: str = ""
    status: str = "published"
    audience: str = "public"
    aliases: tuple[str, ...] = ()
    superseded_by: str = ""
    impact: str = ""
    downtime_risk: str = ""
    fix_time: str = ""
    sources: tuple[SourceLink, ...] = ()
    license: str = ""
    where: Mapping[str | tuple[str, int], Span] = field(default_factory=dict, repr=False, compare=False)

    def at(self, key: str, index: int | None = None) -> Span:
        """Where a key (or one item of its list) is; the first line where it is missing."""
        if index is not None and (key, index) in self.where:
            return self.where[(key, index)]
        return self.where.get(key, Span(1))

    def has(self, key: str) -> bool:
        """Whether the author wrote this key at all, rightly or wrongly."""
        return key in self.where


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a bold label or an option with its text, as a tree.

    `title` is plain, without emoji, label and parenthesis; `heading` is as written; `label` is an option's letter or
    number; `note` is the text in parentheses; `recommended` means that the author marks it as the one to take. `level`
    is 1–6 for headings, `LABEL_LEVEL` for bold labels, `OPTION_LEVEL` for options that comments inside one code block
    introduce.
    """

    role: Role
    title: str
    heading: str
    level: int
    slug: str
    line: int
    end: int
    label: str = ""
    note: str = ""
    recommended: bool = False
    blocks: Blocks = ()
    children: tuple[Section, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading of the text, not a bold label or an option inside code."""
        return self.level < LABEL_LEVEL

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the author's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def code(self) -> Iterator[CodeBlock]:
        """All code blocks of this section and those below it, inside of lists and quotes too."""
        for section in self.walk():
            yield from code_blocks(section.blocks)


@dataclass(frozen=True, slots=True)
class Duration:
    """A time as written and in seconds (the longer end of a range)."""

    text: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Note:
    """A short piece of text and its place."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Tldr:
    """The article in one line, split at its `arrow` where it has one; `rest` is what else its section holds."""

    symptom_inlines: Inlines
    action_inlines: Inlines
    arrow: str
    rest: Blocks
    line: int

    @property
    def symptom(self) -> str:
        """What is wrong, without formatting; all of the line where it has no arrow."""
        return plain(self.symptom_inlines).strip()

    @property
    def action(self) -> str:
        """What to do, without formatting."""
        return plain(self.action_inlines).strip()

    @property
    def text(self) -> str:
        """Both in one line."""
        return " → ".join(filter(None, (self.symptom, self.action)))


@dataclass(frozen=True, slots=True)
class Command:
    """A command as inline code."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Integration:
    """Where the fix goes: the stage of work and the thing edited."""

    stage: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    """One way of solving it. `audience` is basic, enterprise, consumer, producer or empty."""

    label: str
    title: str
    recommended: bool
    audience: str
    code: tuple[CodeBlock, ...]
    line: int


@dataclass(frozen=True, slots=True)
class VersionNote:
    """One line of the versions section: `Works: Docker 20.10+`."""

    label: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Verification:
    """How to see that the fix worked, and how long that takes."""

    budget: Duration | None
    code: tuple[CodeBlock, ...]
    expected: tuple[Note, ...]
    line: int


def split_expected(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """What proves success (the first block of the section, then lists, code and tables), and what follows that."""
    cut = 1
    while cut < len(blocks) and isinstance(blocks[cut], ListBlock | CodeBlock | Table):
        cut += 1
    return blocks[:cut], blocks[cut:]


@dataclass(frozen=True, slots=True)
class Fallback:
    """What to try when the solution did not help."""

    label: str
    title: str
    code: tuple[CodeBlock, ...]
    when: str
    risks: str
    line: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `__NAME__` to be filled by the reader: what was declared of it and where it is used in code."""

    name: str
    description: str
    example: str
    declared: bool
    uses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, whole.

    `plain` is true where no section has a known role; `notes` are the texts of those roles that are a note.
    """

    path: str
    front: FrontMatter
    kb_id: str
    title: str
    title_line: int
    intro: Blocks
    sections: tuple[Section, ...]
    plain: bool
    tldr: Tldr | None
    fix_time: Duration | None
    platform: str
    symptoms: tuple[Item, ...]
    where_to_check: tuple[Command, ...]
    integration: Integration | None
    options: tuple[Option, ...]
    critical: tuple[Note, ...]
    versions: tuple[VersionNote, ...]
    verification: Verification | None
    fallbacks: tuple[Fallback, ...]
    notes: Mapping[Role, Note]
    errors: tuple[ErrorSpec, ...]
    placeholders: tuple[Placeholder, ...]
    var_marks: tuple[Span, ...]
    links: tuple[Link | Image, ...]

    def walk(self) -> Iterator[Section]:
        """All sections at all depths, in the author's order."""
        for section in self.sections:
            yield from section.walk()

    def find(self, role: Role) -> Section | None:
        """The first section with this role."""
        return next((section for section in self.walk() if section.role is role), None)

    def blocks(self) -> Iterator[Block]:
        """The blocks of the intro and of all sections in the author's order; lists and quotes hold further ones."""
        yield from self.intro
        for section in self.walk():
            yield from section.blocks
