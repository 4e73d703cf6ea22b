"""Bytes of one file to text with places: decoding, line numbers, and where the front matter ends."""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass, field

from unstuck.finding import Position

MAX_FILE_BYTES = 5_000_000
MAX_LINE_CHARS = 1_000_000
MAX_FRONT_MATTER_CHARS = 64_000

# `str.splitlines` also breaks at U+2028, U+0085 and form feeds; an editor's line numbers do not.
_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"---[ \t]*\Z")
_FIRST_LINE_FENCE = re.compile(r"---[ \t]*(?:\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Trap:
    """Something the reader of a file stumbled over, named by the check that reports it.

    `kind` is the name of that check; `detail` is what the check needs for its message, in the order it documents.
    """

    kind: str
    line: int
    column: int = 1
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One article file as it is on disk.

    `path` is relative to the knowledge base's root, with forward slashes; `text` keeps the file's own line ends.
    """

    path: str
    text: str
    starts: tuple[int, ...] = field(repr=False)

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _LINE_END.split(self.text)

    @property
    def digest(self) -> str:
        """What tells two versions of the text apart."""
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
    return Source(path, text, (0, *(end.end() for end in _LINE_END.finditer(text))))


def decode(path: str, data: bytes) -> tuple[Source | None, list[Trap]]:
    """Decode one file. Returns no source where the bytes are not text that a person wrote as UTF-8."""
    if len(data) > MAX_FILE_BYTES:
        return None, [Trap("too-large", 1, 1, ("the file", f"{len(data):,} bytes", f"{MAX_FILE_BYTES:,} bytes"))]
    traps: list[Trap] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        traps.append(Trap("byte-order-mark", 1))
    if data.startswith(b"version https://git-lfs"):
        return None, [Trap("bad-encoding", 1, 1, ("a Git LFS pointer, not the article", "run `git lfs pull`"))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = make_source(path, before).position(len(before))
        what = _other_encoding(data) or f"byte 0x{data[error.start]:02x} at offset {error.start}"
        return None, [Trap("bad-encoding", place.line, place.column, (what, "save the file as UTF-8"))]
    source = make_source(path, text)
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE_CHARS:
            trap = Trap("too-large", number, 1, ("the line", f"{len(line):,} characters", f"{MAX_LINE_CHARS:,}"))
            return None, [trap]
    return source, traps


def _other_encoding(data: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            return f"{name} text"
    return "binary data" if b"\x00" in data[:1000] else ""


def has_front_matter(source: Source) -> bool:
    """Whether the first line opens front matter."""
    return _FIRST_LINE_FENCE.match(source.text) is not None


def misplaced_fences(source: Source) -> list[Trap]:
    """What looks like front matter in a file that does not begin with any: late, indented, or TOML."""
    lines = source.lines
    traps = []
    for number, line in enumerate(lines[:20], 1):
        if _FENCE.match(line.lstrip()) and line != lines[0].strip():
            following = lines[number : number + 3]
            if any(re.match(r"\s*kb_id\s*:", one) for one in following):
                traps.append(Trap("front-matter-fence", number, 1, ("starts below line 1 or is indented",)))
            break
    if lines[0].strip() == "+++":
        traps.append(Trap("front-matter-fence", 1, 1, ("is TOML (`+++`)",)))
    return traps
