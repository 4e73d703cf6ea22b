"""Text for a terminal: safe against what articles and pastes may hold, readable without colour, 80 columns first."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import textwrap
from typing import TextIO

from unstuck_search.rules import load_rules

# Emoji are written with joiners and variation selectors; a terminal shows the picture without them.
_EMOJI_JOINERS = re.compile("(?<=[\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f\u200d]+")
_STYLES = {"bold": "1", "dim": "2", "thread": "7", "red": "31", "green": "32", "amber": "33", "link": "4"}


def safe(text: str) -> str:
    """Without anything that would move a cursor, change a colour or turn the direction of writing."""
    if text.isascii() and text.isprintable():
        return text
    shown = _EMOJI_JOINERS.sub("", text)
    return load_rules().hidden.sub(lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else "\ufffd", shown)


def json_text(value: object, indent: int | None = None) -> str:
    """JSON for a terminal or a file: hidden characters are escaped, all others are written as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return load_rules().hidden.sub(lambda found: json.dumps(found[0])[1:-1], text)


def safe_line(text: str) -> str:
    """The same, on one line: line breaks and tabs are written out too."""
    return safe(text).replace("\n", "\\n").replace("\t", "\\t")


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and NO_COLOR is not set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def width(limit: int = 88) -> int:
    """Columns to write in: those of COLUMNS, of the terminal, or 80, within 40 and a limit."""
    stated = os.environ.get("COLUMNS", "")
    columns = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else 0
    if not columns:
        with contextlib.suppress(OSError, ValueError):  # where it is not a terminal
            columns = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
    return max(40, min(limit, columns or 80))


class TextBuilder:
    """Lines of terminal text being put together; styles are dropped where colour is not wanted."""

    def __init__(self, *, colour: bool, columns: int = 80) -> None:
        self.colour = colour
        self.columns = columns
        self.lines: list[str] = []

    def style(self, text: str, *names: str) -> str:
        """The text, made safe, in some styles."""
        clean = safe(text)
        if not self.colour or not names or not clean:
            return clean
        return f"\x1b[{';'.join(_STYLES[name] for name in names)}m{clean}\x1b[0m"

    def add(self, line: str = "") -> None:
        """A finished line."""
        self.lines.append(line)

    def prose(self, text: str, *names: str, indent: str = "", first: str | None = None) -> None:
        """Running text, wrapped."""
        for paragraph in text.split("\n"):
            wrapped = textwrap.wrap(
                safe(paragraph),
                self.columns,
                initial_indent=indent if first is None else first,
                subsequent_indent=indent,
                break_on_hyphens=False,
                break_long_words=False,
            )
            self.lines += [self.style(line, *names) for line in wrapped]
            first = None

    def heading(self, text: str) -> None:
        """A heading with a blank line above."""
        if self.lines and self.lines[-1]:
            self.add()
        self.add(self.style(text, "bold"))

    def render(self) -> str:
        """The whole page."""
        return "\n".join(self.lines).rstrip() + "\n"


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output (or another stream), whatever its encoding can show."""
    target = stream or sys.stdout
    encoding = target.encoding or "utf-8"
    target.write(text.encode(encoding, "replace").decode(encoding))
