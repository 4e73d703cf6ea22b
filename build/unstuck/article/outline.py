"""Blocks to a tree of sections: headings, bold labels (`**Root Cause**: …`) and options told apart by comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from unstuck.article.markdown import Reader, plain
from unstuck.article.model import Block, Role, Section
from unstuck.article.roles import Aliases, Heading, is_recommended, normalise, read_heading, strip_symbols

LABEL_LEVEL = 7
OPTION_LEVEL = 8
_OPTION_COMMENT = re.compile(
    r"\s*(?:#|//|--|;|REM)\s*(?:option|variant|method|alternative)\s+([A-Za-z]|[0-9]{1,2})\s*[:.)\u2014\u2013-]+\s*(.*)",
    re.IGNORECASE,
)
_SPLIT_ROLES = frozenset({Role.SOLUTION, Role.INTEGRATION, Role.OPTION, Role.FALLBACK, Role.FALLBACK_OPTION})


@dataclass(slots=True)
class _Draft:
    """A section while it is being filled."""

    heading: Heading
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
            tuple(self.blocks),
            children,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """The body of an article as a tree. `title` is its first heading, `intro` what stands before any section."""

    title: str
    title_line: int
    intro: tuple[Block, ...]
    sections: tuple[Section, ...]


def outline(reader: Reader, aliases: Aliases) -> Outline:
    """Build the tree of one article."""
    builder = _Builder(reader, aliases)
    for tokens in reader.elements():
        builder.add(tokens)
    root = builder.root.freeze()
    return Outline(builder.title, builder.title_line, root.blocks, root.children)


class _Builder:
    def __init__(self, reader: Reader, aliases: Aliases) -> None:
        self.reader = reader
        self.aliases = aliases
        self.root = _Draft(Heading(Role.OTHER, ""), "", 0, reader.first_line)
        self.open = [self.root]
        self.title = ""
        self.title_line = 0
        self.context: tuple[Role, int] | None = None
        self.slugs: set[str] = set()

    def add(self, tokens: list[Token]) -> None:
        first = tokens[0]
        if first.type == "heading_open":
            self._heading(tokens)
        elif first.type == "hr":
            # A rule ends a label's text; it is a separator and shows as nothing.
            self._close_to(LABEL_LEVEL)
        elif not self._labelled(tokens):
            block = self.reader.block(tokens)
            if self.open[-1].in_quote:
                self._close_to(LABEL_LEVEL)
            if block.kind == "code" and self._options_in_code(block):
                return
            self.open[-1].blocks.append(block)

    def _heading(self, tokens: list[Token]) -> None:
        written = plain(tokens[1].children or []).replace("\n", " ")
        level = int(tokens[0].tag[1:])
        line = self.reader.first_line + (tokens[0].map or [0])[0]
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
            heading = Heading(Role.OTHER, heading.title, note=heading.note)
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

    def _labelled(self, tokens: list[Token]) -> bool:
        """Take a paragraph or quote that bold labels part into sections; tells whether it was one."""
        if tokens[0].type == "paragraph_open":
            return self._labels(tokens[1].children or [], tokens[0], quote=False)
        return tokens[0].type == "blockquote_open" and self._quote(tokens)

    def _quote(self, tokens: list[Token]) -> bool:
        """A quote made of labels alone (the TL;DR box); any other quote is a block."""
        inside = tokens[1:-1]
        if len(inside) != 3 or inside[0].type != "paragraph_open":
            return False
        return self._labels(inside[1].children or [], inside[0], quote=True)

    def _labels(self, children: Sequence[Token], opening: Token, *, quote: bool) -> bool:
        """Part a paragraph at its bold labels. Tells whether it had any; text before the first is a block."""
        start, end = opening.map or (0, 1)
        line = self.reader.first_line + start
        last = self.reader.first_line + end - 1
        cuts = _label_places(children, self.aliases)
        if not cuts:
            return False
        self._close_to(LABEL_LEVEL)
        if cuts[0][0] > 0:
            before = self.reader.paragraph(children[: cuts[0][0]], line, last)
            if before.text:
                self.open[-1].blocks.append(before)
        for number, (begin, text_at, heading) in enumerate(cuts):
            stop = cuts[number + 1][0] if number + 1 < len(cuts) else len(children)
            row = line + sum(child.type in ("softbreak", "hardbreak") for child in children[:begin])
            until = line + sum(child.type in ("softbreak", "hardbreak") for child in children[:stop])
            piece = _without_separators(children[text_at:stop])
            self._close_to(LABEL_LEVEL)
            draft = _Draft(heading, heading.title, LABEL_LEVEL, row, end=row, in_quote=quote)
            first_row = row + _leading_breaks(children[text_at:stop])
            block = self.reader.paragraph(piece, first_row, max(first_row, min(until, last)))
            if block.text:
                draft.blocks.append(block)
            self.open[-1].children.append(draft)
            self.open.append(draft)
        return True

    def _options_in_code(self, block: Block) -> bool:
        """Part a code block at comments such as `# Option A: …` into options of the open solution."""
        if self.open[-1].heading.role not in _SPLIT_ROLES:
            return False
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
            heading = Heading(role, clean, found[1].upper(), note)
            draft = _Draft(heading, found[2].strip(), OPTION_LEVEL, block.line + number, end=block.line + stop - 1)
            draft.blocks.append(_code(block, lines, number + 1, stop))
            parent.children.append(draft)
        return True


def _code(block: Block, lines: list[str], start: int, stop: int) -> Block:
    """Some lines of a code block as a block of their own."""
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    token = block.tokens[0].copy(content="\n".join(lines[start:stop]) + "\n")
    text = "\n".join(lines[start:stop])
    end = block.line + max(stop - 1, start)
    return Block("code", text, block.line + start, end, block.language, block.fenced, tokens=(token,))


def _label_places(children: Sequence[Token], aliases: Aliases) -> list[tuple[int, int, Heading]]:
    """Where bold labels with a known meaning begin: index of the label, index of its text, and what it means."""
    places = []
    fresh = True
    for index, child in enumerate(children):
        if child.type == "strong_open" and fresh:
            close = next((n for n in range(index, len(children)) if children[n].type == "strong_close"), None)
            if close is not None:
                words = plain(children[index + 1 : close]).strip()
                after = children[close + 1].content if close + 1 < len(children) else ""
                heading = read_heading(words, aliases, None)
                exact = normalise(heading.title) in aliases.exact
                if exact and (words.endswith((":", "：")) or after.lstrip().startswith((":", "：")) or _ends(after)):
                    places.append((index, close + 1, heading))
        if child.type in ("softbreak", "hardbreak"):
            fresh = True
        elif child.type == "text" and not child.content.strip():
            pass
        elif child.type == "text":
            fresh = child.content.rstrip().endswith(("|", "·", "•"))
        else:
            fresh = False
    return places


def _ends(after: str) -> bool:
    """Whether nothing follows a label on its line: the text comes as the next block."""
    return not after.strip()


def _without_separators(children: Sequence[Token]) -> list[Token]:
    """The text of a label without the colon in front and the bar behind."""
    kept = [child.copy() for child in children]
    for child in kept:
        if child.type == "text" and child.content.strip():
            child.content = re.sub(r"^\s*[:：]\s*", "", child.content)
            break
        if child.type != "text" or child.content.strip():
            break
    if kept and kept[-1].type in ("softbreak", "hardbreak"):
        kept.pop()
    if kept and kept[-1].type == "text":
        kept[-1].content = re.sub(r"\s*[|·•]\s*$", "", kept[-1].content)
    return kept


def _leading_breaks(children: Sequence[Token]) -> int:
    """How many line breaks stand before the first text (a label alone on its line)."""
    count = 0
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            count += 1
        elif child.content.strip(" :："):
            break
    return count


def slugify(title: str) -> str:
    """A heading's address within its page: letters and digits of any script, joined by dashes."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", title).casefold())
    return "-".join(words)[:80].strip("-") or "section"
