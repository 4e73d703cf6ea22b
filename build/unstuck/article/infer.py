"""Error templates inferred from the text of an article whose author listed none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unstuck.article.blocks import Block, code_blocks, code_spans
from unstuck.article.model import ErrorSpec, Role, Section
from unstuck.article.placeholders import SHELL_LANGUAGES
from unstuck.finding import Span

MAX_INFERRED = 40
_PROSE_LANGUAGES = frozenset({"", "text", "txt", "console", "log", "output", "plaintext", "shell-session", "none"})
_SIGN = re.compile(
    r"\b(?:error|errors|errno|exception|fatal|panic|fail(?:ed|ure|s)?|cannot|can't|could not|couldn't|unable|denied|"
    r"refused|"
    r"rejected|invalid|unknown|unexpected|undefined|unresolved|missing|not found|no such|not allowed|not permitted|"
    r"not supported|unsupported|timed? ?out|timeout|expired|killed|aborted|conflict|mismatch|too many|too large|"
    r"out of memory|no space|already in use|already exists|deprecated|warning|unreachable|reset by peer|segmentation|"
    r"core dumped|traceback|does not|did not|must be|is not)\b|\b[A-Z]{1,6}[0-9]{2,6}\b|\b0x[0-9A-Fa-f]{4,}\b|"
    r"\b[A-Z][A-Za-z]+(?:Error|Exception)\b|\bE[A-Z]{3,}\b|\bERR_[A-Z_]+\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\s*(?:[$%#>]\s+)?(?:sudo|docker|git|npm|npx|yarn|pip|pip3|python3?|node|ssh|curl|wget|kubectl|systemctl|journalctl|"
    r"apt|apt-get|cat|ls|cd|echo|export|make|cargo|go|grep|chmod|chown|rm|cp|mv|mkdir|file|uname|df|du|ps|kill|lsof)\s"
)
_WILDCARD = re.compile(r"\.\.\.|…|<[A-Za-z][^<>\n]{0,40}>")


def infer_errors(
    title: str, intro: Iterable[Block], sections: tuple[Section, ...], *, plain: bool
) -> tuple[ErrorSpec, ...]:
    """Error templates found in code spans and blocks of the raw-error and symptom sections (plain page: of all).

    `...`, `…` and `<word>` mean variable parts.
    """
    found: dict[str, ErrorSpec] = {}
    for text, line, column in _candidates(title, intro, sections, plain=plain):
        template = to_template(text)
        if template and template.casefold() not in found and len(found) < MAX_INFERRED:
            found[template.casefold()] = ErrorSpec((template,), inferred=True, span=Span(line, column))
    return tuple(found.values())


def to_template(text: str) -> str:
    """A quoted error as a template; empty where nothing of it would be left to match."""
    parts = [part.replace("{", "{{").replace("}", "}}") for part in _WILDCARD.split(" ".join(text.split()))]
    while parts and not parts[0].strip():
        parts.pop(0)
    while parts and not parts[-1].strip():
        parts.pop()
    template = "{}".join(parts).strip()
    return template if sum(character.isalnum() for character in template) >= 4 else ""


def looks_like_error(text: str) -> bool:
    """Whether a piece of code reads like a message rather than a command or a name."""
    return not looks_like_command(text) and bool(_SIGN.search(text)) and len(text) <= 400


def looks_like_command(text: str) -> bool:
    """Whether a piece of code begins with the name of a program that people run."""
    return _COMMAND.match(text) is not None


def _candidates(
    title: str, intro: Iterable[Block], sections: tuple[Section, ...], *, plain: bool
) -> Iterator[tuple[str, int, int]]:
    for block in intro:
        if plain:
            yield from _in_block(block)
    for top in sections:
        for section in top.walk():
            raw = section.role is Role.RAW_ERRORS
            if raw or section.role is Role.SYMPTOMS or (plain and section.role is Role.OTHER):
                for block in section.blocks:
                    yield from _in_block(block, raw=raw)
    if plain and looks_like_error(title):
        yield title, 1, 1


def _in_block(block: Block, *, raw: bool = False) -> Iterator[tuple[str, int, int]]:
    for code in code_blocks((block,)):
        if code.language in _PROSE_LANGUAGES or (raw and code.language not in SHELL_LANGUAGES):
            for number, line in enumerate(code.text.split("\n")):
                if looks_like_error(line) or (raw and line.strip()):
                    yield line, code.line + number, 1
    for span in code_spans(block):
        if looks_like_error(span.text) and len(span.text.split()) > 1:
            yield span.text, span.line, span.column
