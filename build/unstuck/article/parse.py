"""One file's bytes to a `Document`: the pure first stage of the pipeline."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from unstuck.article.deadline import SECONDS, TooSlow, deadline
from unstuck.article.document import Document
from unstuck.article.front_matter import read_front_matter
from unstuck.article.infer import infer_errors
from unstuck.article.markdown import Reader
from unstuck.article.model import (
    Article,
    Block,
    Command,
    Duration,
    Fallback,
    FrontMatter,
    Integration,
    Item,
    Note,
    Option,
    Placeholder,
    Role,
    Section,
    Tldr,
    Verification,
    VersionNote,
)
from unstuck.article.outline import Outline, outline
from unstuck.article.placeholders import PLACEHOLDER
from unstuck.article.roles import Aliases, audience, is_recommended, make_aliases
from unstuck.article.source import Source, Trap, decode, split
from unstuck.finding import Position

VAR_MARK = re.compile(r"[ \t](?:#|//|--|;|REM)[ \t]*(?:[^\w\s]+[ \t]*)?VAR[ \t]*$")
_DURATION = re.compile(
    r"(?:[0-9]+(?:[.,][0-9]+)?\s*(?:[-\u2013\u2014]|to)\s*)?([0-9]+(?:[.,][0-9]+)?)\s*"
    r"(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_ARROW = re.compile(r"\s*(?:→|⇒|➜|➡|->|=>|—>)\s*")
_CPP_MACROS = frozenset({"FILE", "LINE", "DATE", "TIME", "COUNTER", "DIR", "CLASS", "FUNCTION", "METHOD", "NAMESPACE"})


@functools.cache
def _default_aliases() -> Aliases:
    return make_aliases()


def read_document(path: str, data: bytes, *, loose: bool = False, aliases: Aliases | None = None) -> Document:
    """Read one article. `path` is relative to the knowledge base; whatever is wrong with it is in the traps."""
    source, traps = decode(path, data)
    if source is None:
        return Document(path, None, None, tuple(traps), 1)
    parts, more = split(source)
    traps += more
    body_line = parts.body_line
    if any(trap.kind in ("front-matter-fence", "too-large") for trap in more):
        return Document(path, source, None, tuple(traps), body_line)
    front, more = read_front_matter(parts, path, loose=loose)
    traps += more
    try:
        with deadline():
            reader = Reader(parts.body, body_line)
            tree = outline(reader, aliases or _default_aliases())
            article = make_article(source, front, tree, reader)
    except TooSlow:
        traps.append(Trap("too-slow", body_line, 1, (f"{SECONDS:.0f}",)))
        return Document(path, source, None, tuple(traps), body_line)
    return Document(path, source, article, tuple(traps), body_line)


def make_article(source: Source, front: FrontMatter, tree: Outline, reader: Reader) -> Article:
    """The article that an outline describes."""
    sections = {role: [one for top in tree.sections for one in top.walk() if one.role is role] for role in Role}
    plain = not any(found for role, found in sections.items() if role is not Role.OTHER)
    title = front.title or tree.title or front.kb_id
    blocks = [*tree.intro, *(block for top in tree.sections for one in top.walk() for block in one.blocks)]
    fix_time = front.fix_time or _text(sections[Role.FIX_TIME])
    errors = front.errors
    if errors is None:
        errors = infer_errors(title, tree.intro, tree.sections, plain=plain)
    placeholders, marks = _placeholders(front, source, blocks)
    return Article(
        path=source.path,
        front=front,
        kb_id=front.kb_id,
        title=title,
        title_line=tree.title_line,
        intro=tree.intro,
        sections=tree.sections,
        plain=plain,
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
        root_cause=_note(sections[Role.ROOT_CAUSE]),
        side_effects=_note(sections[Role.SIDE_EFFECTS]),
        best_practice=_note(sections[Role.BEST_PRACTICE]),
        anti_pattern=_note(sections[Role.ANTI_PATTERN]),
        blast_radius=_note(sections[Role.BLAST_RADIUS]),
        applicable=_note(sections[Role.APPLICABLE]),
        frequency=_note(sections[Role.FREQUENCY]),
        errors=errors,
        placeholders=placeholders,
        var_marks=marks,
        links=tuple(reader.links()),
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
    return "\n".join(block.text for block in section.blocks if block.kind != "code").strip()


def _note(sections: list[Section]) -> Note | None:
    for section in sections:
        text = re.sub(r"^[✓✔✅✗✘❌]\ufe0f?\s*", "", _body(section))
        if text:
            return Note(text, section.blocks[0].line if section.level < 7 else section.line)
    return None


def _notes(sections: list[Section]) -> Iterator[Note]:
    for section in sections:
        for block in section.blocks:
            if block.kind == "list":
                yield from (Note(item.text, item.line) for item in block.items)
            elif block.kind in ("paragraph", "quote") and block.text:
                yield Note(block.text, block.line)


def _tldr(sections: list[Section]) -> Tldr | None:
    for section in sections:
        for block in section.blocks:
            texts = [item.text for item in block.items] if block.kind == "list" else [block.text]
            parts = _ARROW.split(texts[0], maxsplit=1) if texts and texts[0] else []
            if len(parts) == 2:
                return Tldr(parts[0].strip(), parts[1].strip(), block.line)
            if len(texts) > 1:
                return Tldr(_unlabel(texts[0]), _unlabel(texts[1]), block.line)
            if parts:
                return Tldr(parts[0].strip(), "", block.line)
    return None


def _unlabel(text: str) -> str:
    return re.sub(r"^[A-Za-z ]{3,24}:\s+", "", text)


def _symptoms(section: Section) -> Iterator[Item]:
    for block in section.blocks:
        if block.kind == "list":
            yield from block.items
        elif block.kind == "paragraph" and block.text:
            yield Item(block.text, block.line, None, block.spans, block.tokens)


def _commands(sections: list[Section]) -> Iterator[Command]:
    for section in sections:
        for block in section.blocks:
            if block.kind == "code":
                for number, line in enumerate(block.text.split("\n")):
                    if line.strip() and not line.lstrip().startswith("#"):
                        yield Command(line.strip(), block.line + number, 1)
            else:
                yield from (Command(span.text, span.line, span.column) for span in block.spans)


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
    recommended = is_recommended(section.title, section.note, section.heading)
    return Option(
        section.label, section.title, recommended, audience(section.title), tuple(section.code()), section.line
    )


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
    return Verification(budget, tuple(section.code()), tuple(_expected(expected)), section.line)


def _expected(sections: list[Section]) -> Iterator[Note]:
    """What proves success: the list where there is one, else the paragraphs."""
    for section in sections:
        lists = [block for block in section.blocks if block.kind == "list"]
        if lists:
            yield from (Note(item.text, item.line) for block in lists for item in block.items)
        else:
            yield from (Note(block.text, block.line) for block in section.blocks if block.text)


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
) -> tuple[tuple[Placeholder, ...], tuple[Position, ...]]:
    uses: dict[str, list[Position]] = {}
    marks: list[Position] = []
    lines = source.lines
    for block in blocks:
        if block.kind == "code":
            for number in range(block.line, min(block.line + block.text.count("\n") + 1, len(lines) + 1)):
                line = lines[number - 1]
                for found in PLACEHOLDER.finditer(line):
                    if found[1] not in _CPP_MACROS:
                        uses.setdefault(found[1], []).append(Position(number, found.start() + 1))
                mark = VAR_MARK.search(line)
                if mark:
                    marks.append(Position(number, mark.start() + 2))
        for span in block.spans:
            for found in PLACEHOLDER.finditer(span.text):
                uses.setdefault(found[1], []).append(Position(span.line, span.column + found.start()))
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
