"""One file's bytes to a `Document`: the pure first stage of the pipeline."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from unstuck.article.blocks import (
    Block,
    Blocks,
    CodeBlock,
    Image,
    Inline,
    Inlines,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Text,
    code_blocks,
    code_spans,
    links,
    plain,
)
from unstuck.article.deadline import SECONDS, TooSlow, deadline
from unstuck.article.discovery import read_file
from unstuck.article.document import Document
from unstuck.article.file_rules import TOO_SLOW
from unstuck.article.front_matter import read_front_matter
from unstuck.article.infer import infer_errors
from unstuck.article.markdown import read_blocks, trim
from unstuck.article.model import (
    Article,
    Command,
    Duration,
    Fallback,
    FrontMatter,
    Integration,
    Note,
    Option,
    Placeholder,
    Role,
    Section,
    Tldr,
    Verification,
    VersionNote,
    split_expected,
)
from unstuck.article.outline import Outline, outline
from unstuck.article.placeholders import find_mark, find_placeholders
from unstuck.article.role_table import NOTES
from unstuck.article.roles import Aliases, audience, make_aliases
from unstuck.article.source import Source, decode
from unstuck.finding import Span, report

_DURATION = re.compile(
    r"(?:[0-9]+(?:[.,][0-9]+)?\s*(?:[-\u2013\u2014]|to)\s*)?([0-9]+(?:[.,][0-9]+)?)\s*"
    r"(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_TICK = re.compile(r"^[✓✔✅✗✘❌]\ufe0f?\s*")
_LABEL = re.compile(
    r"(?:symptoms?|problem|issue|error|cause|if|when|fix|solution|resolution|action|then|do)\s*:\s+", re.IGNORECASE
)
_ARROW = re.compile(r"\s*(?:→|⇒|➜|➡|->|=>|—>)\s*")


@functools.cache
def _default_aliases() -> Aliases:
    return make_aliases()


def read_document(path: str, data: bytes, *, loose: bool = False, aliases: Aliases | None = None) -> Document:
    """Read one article. `path` is relative to the knowledge base; whatever is wrong with it is in its findings."""
    source, findings = decode(path, data)
    if source is None:
        return Document(path, None, None, tuple(findings), 1)
    front, body_line, more = read_front_matter(source, path, loose=loose)
    findings += more
    if front is None:
        return Document(path, source, None, tuple(findings), body_line)
    try:
        with deadline():
            blocks = read_blocks(source.text[source.offset(body_line) :], body_line)
            tree = outline(blocks, aliases or _default_aliases(), body_line)
            article = make_article(source, front, tree, tuple(links(blocks)))
    except TooSlow:
        findings.append(report(TOO_SLOW, Span(body_line), seconds=f"{SECONDS:.0f}"))
        return Document(path, source, None, tuple(findings), body_line)
    return Document(path, source, article, tuple(findings), body_line)


def read_article(folder: Path, path: str, *, loose: bool = False, aliases: Aliases | None = None) -> Document:
    """Read one article's file below the folder of a knowledge base: builds, checks and indexes start here."""
    data, unreadable = read_file(folder, path)
    if unreadable is not None:
        return Document(path, None, None, (unreadable,), 1)
    return read_document(path, data, loose=loose, aliases=aliases)


def make_article(source: Source, front: FrontMatter, tree: Outline, links: tuple[Link | Image, ...]) -> Article:
    """The article that an outline describes; `links` are all of its body, headings included."""
    sections: dict[Role, list[Section]] = {role: [] for role in Role}
    for top in tree.sections:
        for section in top.walk():
            sections[section.role].append(section)
    is_plain = not any(sections[role] for role in Role if role is not Role.OTHER)
    title = front.title or tree.title or front.kb_id
    blocks = [*tree.intro, *(block for top in tree.sections for section in top.walk() for block in section.blocks)]
    fix_time = front.fix_time or _text(sections[Role.FIX_TIME])
    errors = front.errors
    if errors is None:
        errors = infer_errors(title, tree.intro, tree.sections, plain=is_plain)
    placeholders, marks = _placeholders(front, source, blocks)
    return Article(
        path=source.path,
        front=front,
        kb_id=front.kb_id,
        title=title,
        title_line=tree.title_line,
        intro=tree.intro,
        sections=tree.sections,
        plain=is_plain,
        tldr=_tldr(sections[Role.TLDR]),
        fix_time=read_duration(fix_time) if fix_time else None,
        platform=_text(sections[Role.PLATFORM]) or ", ".join(front.platform),
        symptoms=tuple(item for section in sections[Role.SYMPTOMS] for item in _symptoms(section)),
        where_to_check=tuple(_commands(sections[Role.WHERE_TO_CHECK])),
        integration=_integration(sections[Role.INTEGRATION]),
        options=tuple(_option(section) for section in sections[Role.OPTION]),
        critical=tuple(_notes(sections[Role.CRITICAL])),
        versions=tuple(_versions(sections[Role.VERSIONS])),
        verification=_verification(sections[Role.VERIFICATION], sections[Role.EXPECTED]),
        fallbacks=tuple(_fallbacks(sections[Role.FALLBACK], sections[Role.FALLBACK_OPTION])),
        notes={role: note for role in NOTES if (note := _note(sections[role]))},
        errors=errors,
        placeholders=placeholders,
        var_marks=marks,
        links=links,
    )


def read_duration(text: str) -> Duration | None:
    """A time in words (`~5 min`, `1-2 hours`, `<30 sec`); None where there is none."""
    found = _DURATION.search(text)
    if not found:
        return None
    amount = float(found[1].replace(",", "."))
    return Duration(text.strip(), round(amount * _UNITS[found[2][0].lower()]))


def _text(sections: list[Section]) -> str:
    for section in sections:
        _, colon, rest = section.heading.partition(":")
        text = _body(section) or (rest.strip() if colon else "")
        if text:
            return text
    return ""


def _body(section: Section) -> str:
    return "\n".join(block.text for block in section.blocks if not isinstance(block, CodeBlock)).strip()


def _note(sections: list[Section]) -> Note | None:
    for section in sections:
        text = _TICK.sub("", _body(section))
        if text:
            return Note(text, section.blocks[0].line if section.is_heading else section.line)
    return None


def _notes(sections: list[Section]) -> Iterator[Note]:
    """The items of lists and the text of all other blocks but code, in the author's order."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, ListBlock):
                yield from (Note(item.text, item.line) for item in block.items)
            elif block.text and not isinstance(block, CodeBlock):
                yield Note(block.text, block.line)


def _tldr(sections: list[Section]) -> Tldr | None:
    """The first line of the section: divided at its arrow, or made of the first two items of a list."""
    blocks = tuple(block for section in sections for block in section.blocks)
    for index, block in enumerate(blocks):
        before, after = blocks[:index], blocks[index + 1 :]
        if isinstance(block, Quote) and len(block.blocks) == 1:
            block = block.blocks[0]  # noqa: PLW2901  (a quote of one block is that block in a box)
        if isinstance(block, Paragraph):
            symptom, arrow, action = _divide(block.inlines)
            return Tldr(symptom, _capitalised(action), arrow, (*before, *after), block.line)
        if isinstance(block, ListBlock):
            return _tldr_of_list(block, before, after)
    return Tldr((), (), "", blocks, blocks[0].line) if blocks else None


def _tldr_of_list(block: ListBlock, before: Blocks, after: Blocks) -> Tldr:
    """The first item where it has an arrow, else the first two (`Problem: …`, `Fix: …`)."""
    lines = [_only_line(item) for item in block.items[:2]]
    symptom, arrow, action = _divide(lines[0])
    used = 1
    if not arrow and len(lines) == 2 and all(lines):
        symptom, arrow, action = _without_label(lines[0]), "→", _without_label(lines[1])
        used = 2
    if not symptom:
        return Tldr((), (), "", (*before, block, *after), block.line)
    others = replace(block, items=block.items[used:], first=block.first + used)
    return Tldr(
        symptom, _capitalised(action), arrow, (*before, *((others,) if others.items else ()), *after), block.line
    )


def _only_line(item: Item) -> Inlines:
    """The text of an item that is a single paragraph; nothing for any other."""
    first = item.blocks[0] if len(item.blocks) == 1 else None
    return first.inlines if isinstance(first, Paragraph) else ()


def _divide(inlines: Inlines) -> tuple[Inlines, str, Inlines]:
    """Text before the first arrow, the arrow, text after it; arrows in code, links and bold text are none."""
    for index, inline in enumerate(inlines):
        found = _ARROW.search(inline.text) if isinstance(inline, Text) else None
        if found and isinstance(inline, Text):
            before = (*inlines[:index], Text(inline.text[: found.start()]))
            after = (Text(inline.text[found.end() :]), *inlines[index + 1 :])
            return trim(before), found[0].strip(), trim(after)
    return inlines, "", ()


def _capitalised(inlines: Inlines) -> Inlines:
    """With a capital in front, as the action is also shown alone; code and links stay as they are."""
    if inlines and isinstance(inlines[0], Text):
        text = inlines[0].text
        return (Text(text[:1].upper() + text[1:]), *inlines[1:])
    return inlines


def _without_label(inlines: Inlines) -> Inlines:
    """A line without the word that says what it is (`Problem: …`)."""
    found = _LABEL.match(plain(inlines))
    left = len(found[0]) if found else 0
    kept: list[Inline] = []
    for inline in inlines:
        length = len(plain((inline,)))
        if left >= length > 0:
            left -= length
        else:
            kept.append(Text(inline.text[left:]) if left and isinstance(inline, Text) else inline)
            left = 0
    return tuple(kept)


def _symptoms(section: Section) -> Iterator[Item]:
    for block in section.blocks:
        if isinstance(block, ListBlock):
            yield from block.items
        elif isinstance(block, Paragraph) and block.text:
            yield Item((block,), block.line)


def _commands(sections: list[Section]) -> Iterator[Command]:
    for section in sections:
        for block in section.blocks:
            yield from (Command(span.text, span.line, span.column) for span in code_spans(block))
            for code in code_blocks((block,)):
                for number, line in enumerate(code.text.split("\n")):
                    if line.strip() and not line.lstrip().startswith("#"):
                        yield Command(line.strip(), code.line + number, 1)


def _integration(sections: list[Section]) -> Integration | None:
    for section in sections:
        _, _, rest = section.heading.partition(":")
        found = (rest or _body(section)).strip().strip("[]").strip()
        if found:
            stage, _, target = (
                part.strip() for part in re.sub(r"\s+[-–—]\s+", "\x00", found, count=1).partition("\x00")
            )
            return Integration(stage, target, section.line)
    return None


def _option(section: Section) -> Option:
    code = tuple(section.code())
    return Option(section.label, section.title, section.recommended, audience(section.title), code, section.line)


def _versions(sections: list[Section]) -> Iterator[VersionNote]:
    for note in _notes(sections):
        for number, row in enumerate(note.text.split("\n")):
            label, colon, text = row.partition(":")
            known = bool(colon) and len(label) <= 60
            yield VersionNote(label.strip() if known else "", (text if known else row).strip(), note.line + number)


def _verification(verifications: list[Section], expected: list[Section]) -> Verification | None:
    if not verifications:
        return None
    section = verifications[0]
    budget = read_duration(section.note or section.heading)
    code = tuple(
        block for inner in section.walk() if inner.role is not Role.EXPECTED for block in code_blocks(inner.blocks)
    )
    return Verification(budget, code, tuple(_expected(expected)), section.line)


def _expected(sections: list[Section]) -> Iterator[Note]:
    """What proves success: every item of a list and the text of every other block, output included."""
    for section in sections:
        for block in split_expected(section.blocks)[0]:
            if isinstance(block, ListBlock):
                yield from (Note(item.text, item.line) for item in block.items)
            elif block.text:
                yield Note(block.text, block.line)


def _fallbacks(sections: list[Section], options: list[Section]) -> Iterator[Fallback]:
    if not options:
        options = [section for section in sections if section.blocks or section.children]
    for section in options:
        when = [one for one in section.walk() if one.role is Role.WHEN]
        risks = [one for one in section.walk() if one.role is Role.RISKS]
        code = tuple(section.code())
        yield Fallback(section.label, section.title, code, _text(when), _text(risks), section.line)


def _placeholders(
    front: FrontMatter, source: Source, blocks: Iterable[Block]
) -> tuple[tuple[Placeholder, ...], tuple[Span, ...]]:
    uses: dict[str, list[Span]] = {}
    marks: list[Span] = []
    lines = source.lines
    for block in blocks:
        for code in code_blocks((block,)):
            for number in range(code.line, min(code.last, len(lines)) + 1):
                line = lines[number - 1]
                for found in find_placeholders(line, code.language):
                    uses.setdefault(found[1], []).append(Span.within(number, found.start() + 1, len(found[0])))
                mark = find_mark(line)
                if mark:
                    length = len(mark[0].lstrip())
                    marks.append(Span.within(number, mark.end() - length + 1, length))
        for span in code_spans(block):
            for found in find_placeholders(span.text):
                place = Span.within(span.line, span.column + found.start(), len(found[0]))
                uses.setdefault(found[1], []).append(place)
    declared = {spec.name: spec for spec in front.placeholders}
    found_all = [
        Placeholder(
            name,
            declared[name].description if name in declared else "",
            declared[name].example if name in declared else "",
            name in declared,
            tuple(uses.get(name, ())),
        )
        for name in dict.fromkeys((*declared, *uses))
    ]
    return tuple(found_all), tuple(marks)
