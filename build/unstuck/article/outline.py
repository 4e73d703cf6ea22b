"""Blocks to a tree of sections: headings, bold labels (`**Root Cause**: …`) and options that comments introduce."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from unstuck.article.blocks import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    CodeSpan,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Quote,
    Strong,
    Text,
    ThematicBreak,
    plain,
    walk_inlines,
)
from unstuck.article.markdown import tick_list, trim
from unstuck.article.model import LABEL_LEVEL, OPTION_LEVEL, Role, Section
from unstuck.article.roles import Aliases, RoleHeading, is_recommended, normalise, read_heading, strip_symbols
from unstuck.article.slug import slugify

_SEPARATORS = ("|", "·", "•")
_COLONS = (":", "：")
_OPTION_COMMENT = re.compile(
    r"\s*(?:#|//|--|;|REM)\s*(?:option|variant|method|alternative)\s+([A-Za-z]|[0-9]{1,2})\s*[:.)\u2014\u2013-]+\s*(.*)",
    re.IGNORECASE,
)
_SPLIT_ROLES = frozenset({Role.SOLUTION, Role.INTEGRATION, Role.OPTION, Role.FALLBACK, Role.FALLBACK_OPTION})


@dataclass(slots=True)
class _Draft:
    """A section while it is being filled."""

    heading: RoleHeading
    written: str
    level: int
    line: int
    slug: str = ""
    end: int = 0
    in_quote: bool = False
    blocks: list[Block] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

    def freeze(self) -> Section:
        children = tuple(child.freeze() for child in self.children)
        end = max([self.line, self.end, *(block.end for block in self.blocks), *(child.end for child in children)])
        heading = self.heading
        return Section(
            heading.role,
            heading.title,
            self.written,
            self.level,
            self.slug,
            self.line,
            end,
            heading.label,
            heading.note,
            is_recommended(heading.title, heading.note, self.written),
            tuple(self.blocks),
            children,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """The body of an article as a tree. `title` is its first heading, `intro` what precedes any section."""

    title: str
    title_line: int
    intro: Blocks
    sections: tuple[Section, ...]


def outline(blocks: Iterable[Block], aliases: Aliases, first_line: int) -> Outline:
    """Build the tree of one article from its top-level blocks."""
    builder = _Builder(aliases, first_line)
    for block in blocks:
        builder.add(block)
    root = builder.root.freeze()
    return Outline(builder.title, builder.title_line, root.blocks, root.children)


class _Builder:
    def __init__(self, aliases: Aliases, first_line: int) -> None:
        self.aliases = aliases
        self.root = _Draft(RoleHeading(Role.OTHER, ""), "", 0, first_line)
        self.open = [self.root]
        self.title = ""
        self.title_line = 0
        self.context: tuple[Role, int] | None = None
        self.slugs: set[str] = set()

    def add(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, ThematicBreak):
            # A rule ends a label's text; it is a separator and is not shown.
            self._close_to(LABEL_LEVEL)
        elif not self._labelled(block):
            if self.open[-1].in_quote:
                self._close_to(LABEL_LEVEL)
            if isinstance(block, CodeBlock) and self._options_in_code(block):
                return
            self.open[-1].blocks.append(tick_list(block) if isinstance(block, Paragraph) else block)

    def _labelled(self, block: Block) -> bool:
        """Divide a block at its bold labels into sections; False where it has none."""
        if isinstance(block, Paragraph):
            return self._labels(block, quote=False)
        if isinstance(block, Quote) and len(block.blocks) == 1 and isinstance(block.blocks[0], Paragraph):
            # The TL;DR box: a quote made of labels alone. Any other quote is a block.
            return self._labels(block.blocks[0], quote=True)
        return False

    def _heading(self, block: Heading) -> None:
        written, level, line = block.text, block.level, block.line
        context = self.context[0] if self.context else None
        heading = read_heading(written, self.aliases, context)
        first = not self.title and not self.root.children and not self.title_line
        if first and (level == 1 or heading.role is Role.OTHER) and not (level > 1 and heading.role is not Role.OTHER):
            self.title, self.title_line = strip_symbols(written), line
            return
        if heading.role in (Role.OPTION, Role.FALLBACK_OPTION) and self.context:
            level = max(level, self.context[1] + 1)
        elif heading.role in (Role.SOLUTION, Role.FALLBACK):
            self.context = (heading.role, level)
        elif self.context and level <= self.context[1]:
            self.context = None
        if heading.role in (Role.WHEN, Role.RISKS) and self.open[-1].heading.role is Role.OTHER:
            heading = RoleHeading(Role.OTHER, heading.title, note=heading.note)
        self._close_to(level)
        draft = _Draft(heading, written, level, line, self._slug(heading.title or written))
        self.open[-1].children.append(draft)
        self.open.append(draft)

    def _close_to(self, level: int) -> None:
        while len(self.open) > 1 and self.open[-1].level >= level:
            self.open.pop()

    def _slug(self, title: str) -> str:
        base = slugify(title)
        slug, number = base, 2
        while slug in self.slugs:
            slug, number = f"{base}-{number}", number + 1
        self.slugs.add(slug)
        return slug

    def _labels(self, paragraph: Paragraph, *, quote: bool) -> bool:
        inlines = paragraph.inlines
        labels = _find_labels(inlines, self.aliases)
        if not labels:
            return False
        self._close_to(LABEL_LEVEL)
        before = tick_list(Paragraph(trim(inlines[: labels[0].start]), paragraph.line, paragraph.end))
        if before.text:
            self.open[-1].blocks.append(before)
        for number, label in enumerate(labels):
            stop = labels[number + 1].start if number + 1 < len(labels) else len(inlines)
            line = paragraph.line + _breaks(inlines[: label.start])
            until = paragraph.line + _breaks(inlines[:stop])
            text = inlines[label.text : stop]
            first = line + _leading_breaks(text)
            self._close_to(LABEL_LEVEL)
            draft = _Draft(label.heading, label.heading.title, LABEL_LEVEL, line, end=line, in_quote=quote)
            block = tick_list(Paragraph(trim(_without_separators(text)), first, max(first, min(until, paragraph.end))))
            if block.text:
                draft.blocks.append(block)
            self.open[-1].children.append(draft)
            self.open.append(draft)
        return True

    def _options_in_code(self, block: CodeBlock) -> bool:
        """Part a code block at comments such as `# Option A: …` into options of the open solution."""
        role = self.open[-1].heading.role
        if role not in _SPLIT_ROLES and not (role is Role.OTHER and self.context):
            return False  # a heading below a solution is a branch of it, with options of its own
        lines = block.text.split("\n")
        marks = [(number, found) for number, line in enumerate(lines) if (found := _OPTION_COMMENT.match(line))]
        if not marks:
            return False
        parent = self.open[-1]
        if any(line.strip() for line in lines[: marks[0][0]]):
            parent.blocks.append(_code(block, lines, 0, marks[0][0]))
        fallback = parent.heading.role in (Role.FALLBACK, Role.FALLBACK_OPTION)
        role = Role.FALLBACK_OPTION if fallback else Role.OPTION
        for index, (number, found) in enumerate(marks):
            stop = marks[index + 1][0] if index + 1 < len(marks) else len(lines)
            while stop > number + 1 and not lines[stop - 1].strip():
                stop -= 1
            title = strip_symbols(found[2])
            note = "recommended" if is_recommended(title) else ""
            clean = re.sub(r"\s*[(\[]\s*recommended\s*[)\]]\s*", " ", title, flags=re.IGNORECASE).strip()
            heading = RoleHeading(role, clean, found[1].upper(), note)
            draft = _Draft(heading, found[2].strip(), OPTION_LEVEL, block.line + number, end=block.line + stop - 1)
            draft.blocks.append(_code(block, lines, number + 1, stop))
            parent.children.append(draft)
        return True


def _code(block: CodeBlock, lines: list[str], start: int, stop: int) -> CodeBlock:
    """Some lines of a code block as a block of their own."""
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    return replace(block, text="\n".join(lines[start:stop]), line=block.line + start)


@dataclass(frozen=True, slots=True)
class _Label:
    """A bold label with a known meaning: the index of its inline, the index of its text, and what it means."""

    start: int
    text: int
    heading: RoleHeading


def _find_labels(inlines: Inlines, aliases: Aliases) -> list[_Label]:
    labels = []
    fresh = True  # whether a label may begin here: at the start of a line or after a separator
    for index, inline in enumerate(inlines):
        match inline:
            case Break():
                fresh = True
            case Text() if not inline.text.strip():
                pass
            case Text():
                fresh = inline.text.rstrip().endswith(_SEPARATORS)
            case Strong() if fresh:
                following = inlines[index + 1] if index + 1 < len(inlines) else Text("")
                heading = _label_heading(plain(inline.children).strip(), following, aliases)
                if heading is not None:
                    labels.append(_Label(index, index + 1, heading))
                fresh = False
            case _:
                fresh = False
    return labels


def _label_heading(words: str, following: Inline, aliases: Aliases) -> RoleHeading | None:
    """What bold words mean as a label; None where they are not a label."""
    heading = read_heading(words, aliases, None)
    if normalise(heading.title) not in aliases.exact:
        return None
    after = following.text if isinstance(following, Text | CodeSpan) else ""
    # A label ends in a colon, or is all of its line: then its text is the next block.
    return heading if words.endswith(_COLONS) or after.lstrip().startswith(_COLONS) or not after.strip() else None


def _without_separators(inlines: Inlines) -> Inlines:
    """The text of a label without the colon in front and the bar behind."""
    kept = list(inlines)
    for index, inline in enumerate(kept):
        if not isinstance(inline, Text):
            break
        kept[index] = Text(re.sub(r"^\s*[:：]\s*", "", inline.text))
        if inline.text.strip():
            break
    if kept and isinstance(kept[-1], Break):
        kept.pop()
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(re.sub(r"\s*[|·•]\s*$", "", kept[-1].text))
    return tuple(kept)


def _breaks(inlines: Inlines) -> int:
    return sum(isinstance(inline, Break) for inline in walk_inlines(inlines))


def _leading_breaks(inlines: Inlines) -> int:
    """How many line breaks precede the text (a label alone on its line)."""
    count = 0
    for inline in inlines:
        if isinstance(inline, Break):
            count += 1
        elif plain((inline,)).strip(" :："):
            break
    return count
