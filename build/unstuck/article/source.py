"""Bytes of one file to text with places: decoding, line numbers, and where the front matter ends."""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass, field

from unstuck.article.file_rules import BAD_ENCODING, BYTE_ORDER_MARK, FRONT_MATTER_FENCE, TOO_LARGE
from unstuck.finding import Finding, Position, Span, report

MAX_FILE_BYTES = 5_000_000
MAX_LINE_CHARS = 1_000_000
MAX_FRONT_MATTER_CHARS = 64_000

# `str.splitlines` also breaks at U+2028, U+0085 and form feeds; an editor's line numbers do not.
_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"---[ \t]*\Z")
_FIRST_LINE_FENCE = re.compile(r"---[ \t]*(?:\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Source:
    """One article file as it is on disk.

    `path` is relative to the knowledge base's root, with forward slashes; `text` keeps the file's own line ends,
    `lines` are without them, and `starts` their offsets.
    """

    path: str
    text: str
    lines: tuple[str, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """A digest of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()

    def position(self, offset: int) -> Position:
        """Line and column of a character offset."""
        line = bisect.bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Character offset of a place; past the last line it is the end of the text."""
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))


def make_source(path: str, text: str) -> Source:
    """A `Source` from text already decoded."""
    return Source(path, text, tuple(_LINE_END.split(text)), (0, *(end.end() for end in _LINE_END.finditer(text))))


def decode(path: str, data: bytes) -> tuple[Source | None, list[Finding]]:
    """Decode one file. Returns no source where the bytes are not text that a person wrote as UTF-8."""
    if len(data) > MAX_FILE_BYTES:
        return None, [report(TOO_LARGE, Span(1), what="The file", size=len(data), most=MAX_FILE_BYTES, unit="bytes")]
    findings: list[Finding] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(report(BYTE_ORDER_MARK, Span(1)))
    if data.startswith(b"version https://git-lfs"):
        what, cure = "a Git LFS pointer, not the article", "Run `git lfs pull`."
        return None, [report(BAD_ENCODING, Span(1), help=cure, found=what)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = make_source(path, before).position(len(before))
        what = _other_encoding(data) or f"byte 0x{data[error.start]:02x} at offset {error.start}"
        return None, [report(BAD_ENCODING, place, found=what)]
    source = make_source(path, text)
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE_CHARS:
            return None, [
                report(TOO_LARGE, Span(number), what="The line", size=len(line), most=MAX_LINE_CHARS, unit="characters")
            ]
    return source, findings


def _other_encoding(data: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            return f"{name} text"
    return "binary data" if b"\x00" in data[:1000] else ""


def has_front_matter(source: Source) -> bool:
    """Whether the first line opens front matter."""
    return _FIRST_LINE_FENCE.match(source.text) is not None


def misplaced_fences(source: Source) -> list[Finding]:
    """What looks like front matter in a file that does not begin with any: late, indented, or TOML."""
    lines = source.lines
    findings = []
    for number, line in enumerate(lines[:20], 1):
        if _FENCE.match(line.lstrip()) and line != lines[0].strip():
            following = lines[number : number + 3]
            if any(re.match(r"\s*kb_id\s*:", one) for one in following):
                late = "The front matter starts below line 1 or is indented"
                findings.append(report(FRONT_MATTER_FENCE, Span(number), message=late))
            break
    if lines[0].strip() == "+++":
        findings.append(report(FRONT_MATTER_FENCE, Span(1), message="The front matter is TOML (`+++`)"))
    return findings
