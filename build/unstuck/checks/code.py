"""Code blocks as the file has them, also those inside lists and quotes, for the checks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.article import blocks
from unstuck.article.document import Document

_HERE = re.compile(r"<<-?\s*[\"']?([A-Za-z_][A-Za-z0-9_]*)")
_QUOTE = re.compile(r"\\.|[\"'#]")


@dataclass(frozen=True, slots=True)
class Code:
    """One code block. `line` is where it begins (its fence), `first` the number of the first of its `lines`."""

    line: int
    first: int
    lines: tuple[str, ...]
    language: str
    fenced: bool

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The lines of the code, as the file has them, with their numbers."""
        return enumerate(self.lines, self.first)

    def commands(self) -> Iterator[tuple[int, str]]:
        """The lines that a comment may follow: not in a here-document or quotes, nor where a command continues."""
        here = quote = ""
        for number, line in self.numbered():
            if here:
                here = "" if line.strip() == here else here
                continue
            quote = _open_quote(line, quote)
            if not quote and not line.rstrip().endswith("\\"):
                yield number, line
            opened = _HERE.search(line) if "<<<" not in line else None
            here = opened[1] if opened else ""


def _open_quote(line: str, quote: str) -> str:
    """The quotation mark that is open at the end of a line, given the one open at its beginning."""
    for found in _QUOTE.finditer(line):
        mark = found[0]
        if mark == "#" and not quote and not line[max(found.start() - 1, 0) : found.start()].strip():
            break
        if mark == "\\'" and quote == "'":
            quote = ""  # nothing is escaped inside of single quotes
        elif mark in ('"', "'") and quote in ("", mark):
            quote = "" if quote else mark
    return quote


def code_blocks(doc: Document) -> Iterator[Code]:
    """All code blocks of a document, each once: options part one block of the file into several of the article."""
    if doc.article is None or doc.source is None:
        return
    seen: set[int] = set()
    for block in blocks.code_blocks(doc.article.blocks()):
        if block.start not in seen:
            seen.add(block.start)
            first = block.start + block.fenced
            lines = doc.source.lines[first - 1 : block.code_end]
            yield Code(block.start, first, tuple(lines), block.language, block.fenced)
