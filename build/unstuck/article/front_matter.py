"""Front matter to a typed `FrontMatter`; what is missing, unknown or wrong is a trap at its place.

python-frontmatter reads it through `StrictHandler`, which keeps the place of every value.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any, cast

import frontmatter

from unstuck.article.model import ErrorSpec, FrontMatter, PlaceholderSpec, SourceLink
from unstuck.article.source import Source, Trap, has_front_matter, misplaced_fences
from unstuck.article.strict_handler import StrictHandler
from unstuck.article.vocabulary import closest
from unstuck.article.yaml_tree import Mapping, Node, Scalar, Sequence
from unstuck.finding import Position

REQUIRED = (
    "kb_id",
    "category",
    "platform",
    "technologies",
    "complexity",
    "criticality",
    "created",
    "tags",
    "related_kb",
)
CRITICALITIES = ("low", "medium", "high", "critical")
STATUSES = ("draft", "published", "deprecated")
AUDIENCES = ("public", "internal")
MAX_ITEMS = 1_000

KB_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*_[0-9]{3,}\Z")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")


def kb_id_fault(text: str) -> str:
    """Why a text cannot be a kb_id; empty where it can. The pattern is an allow-list: ids become addresses."""
    if len(text) > 64:
        return "is longer than 64 characters"
    if not text.isascii():
        return "has characters beyond ASCII"
    if not KB_ID.match(text):
        return "is not words and a number of three or more digits joined by `_`"
    return ""


def id_from_path(path: str) -> str:
    """A kb_id for a file that states none: its name where that is one, else made of its path."""
    pure = PurePosixPath(path)
    if not kb_id_fault(pure.stem):
        return pure.stem
    plain = unicodedata.normalize("NFKD", str(pure.with_suffix(""))).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").upper() or "ARTICLE"
    if not words[0].isalpha():
        words = f"KB_{words}"
    return words[-56:].strip("_") + "_001" if kb_id_fault(words) else words


def read_front_matter(source: Source, path: str, *, loose: bool = False) -> tuple[FrontMatter | None, int, list[Trap]]:
    """The front matter of one file (None where its fence is broken), the first line of the body, and what is wrong.

    In a loose KB nothing is required, and the file's name gives the id.
    """
    derived = id_from_path(path) if loose else ""
    if not has_front_matter(source):
        misplaced = misplaced_fences(source)
        if misplaced:
            return None, 1, misplaced
        return FrontMatter(kb_id=derived), 1, [Trap("front-matter-missing", 1)]
    handler = StrictHandler()
    # Trailing blank lines may go: the handler counts the lines of the front matter alone.
    metadata, _ = frontmatter.parse("\n".join(source.lines), handler=handler)
    traps = handler.traps
    if any(trap.kind in ("front-matter-fence", "too-large") for trap in traps):
        return None, handler.body_line, traps
    if not handler.is_mapping:
        return FrontMatter(kb_id=derived), handler.body_line, traps
    reader = _Reader(traps)
    values: dict[str, Any] = {}
    for key, node in cast("Iterable[tuple[Scalar, Node]]", metadata.values()):
        field = _FIELDS.get(key.text)
        if field is None:
            folded = unicodedata.normalize("NFKC", key.text).casefold()
            traps.append(Trap("unknown-key", key.line, key.column, (key.text, closest(folded, _FIELDS))))
            continue
        reader.where[key.text] = Position(key.line, key.column)
        reader.key = key.text
        value = field(reader, node)
        if value is not None:
            values[key.text] = value
    if not loose:
        traps.extend(Trap("missing-key", 1, 1, (key,)) for key in REQUIRED if key not in reader.where)
    values.setdefault("kb_id", derived)
    return FrontMatter(**values, where=reader.where), handler.body_line, traps


class _Reader:
    """Reads the fields of one front matter, noting places and traps as it goes."""

    def __init__(self, traps: list[Trap]) -> None:
        self.traps = traps
        self.where: dict[str | tuple[str, int], Position] = {}
        self.key = ""

    def trap(self, kind: str, node: Node, *detail: str) -> None:
        self.traps.append(Trap(kind, node.line, node.column, (self.key, *detail)))

    def text(self, node: Node) -> str | None:
        """Text that YAML itself would leave as text; whatever it would change must be quoted."""
        if not isinstance(node, Scalar):
            self.trap("wrong-type", node, "text", _name(node))
        elif node.reads_as == "null":
            self.trap("empty-value", node)
        elif node.reads_as not in ("str", "value", "merge"):
            self.trap("ambiguous-scalar", node, node.text, _changed(node))
        elif not node.text.strip():
            self.trap("empty-value", node)
        else:
            return node.text.strip()
        return None

    def words(self, node: Node) -> tuple[str, ...] | None:
        """A list of words; one word alone stands for a list of one."""
        if isinstance(node, Scalar):
            if node.reads_as == "null":
                self.trap("empty-value", node)
                return None
            self.where[(self.key, 0)] = Position(node.line, node.column)
            word = self.text(node)
            return None if word is None else (word,)
        if not isinstance(node, Sequence):
            self.trap("wrong-type", node, "a list of words", _name(node))
            return None
        if len(node.items) > MAX_ITEMS:
            self.traps.append(
                Trap(
                    "too-large",
                    node.line,
                    node.column,
                    (f"`{self.key}`", f"{len(node.items):,} items", f"{MAX_ITEMS:,}"),
                )
            )
            return None
        found: list[str] = []
        for item in node.items:
            word = self.text(item)
            if word is not None:
                self.where[(self.key, len(found))] = Position(item.line, item.column)
                found.append(word)
        return tuple(found)

    def kb_id(self, node: Node) -> str | None:
        text = self.text(node)
        if text is None:
            return None
        fault = kb_id_fault(text)
        if fault:
            self.traps.append(Trap("bad-kb-id", node.line, node.column, (text, fault)))
            return None
        return text

    def kb_ids(self, node: Node) -> tuple[str, ...] | None:
        found = self.words(node)
        for index, word in enumerate(found or ()):
            fault = kb_id_fault(word)
            if fault:
                place = self.where[(self.key, index)]
                self.traps.append(Trap("bad-kb-id", place.line, place.column, (word, fault)))
        return found

    def level(self, node: Node) -> int | None:
        """A whole number from 1 to 5."""
        if not isinstance(node, Scalar) or node.reads_as != "int" or not _INTEGER.match(node.text):
            got = f"`{node.text}`" if isinstance(node, Scalar) else _name(node)
            self.trap("wrong-type", node, "a whole number from 1 to 5", got)
            return None
        number = int(node.text)
        if not 1 <= number <= 5:
            self.trap("out-of-range", node, node.text, "1 to 5")
            return None
        return number

    def date(self, node: Node) -> datetime.date | None:
        """An ISO date, bare or quoted."""
        if not isinstance(node, Scalar):
            self.trap("wrong-type", node, "a date such as 2026-02-17", _name(node))
        elif node.reads_as == "null":
            self.trap("empty-value", node)
        else:
            try:
                if len(node.text) == 10:
                    return datetime.date.fromisoformat(node.text)
            except ValueError:
                pass
            self.trap("bad-date", node, node.text)
        return None

    def choice(self, allowed: tuple[str, ...]) -> Callable[[Node], str | None]:
        def read(node: Node) -> str | None:
            text = self.text(node)
            if text is None or text in allowed:
                return text
            self.trap("bad-value", node, text, ", ".join(allowed), closest(text, allowed))
            return None

        return read

    def mapping(self, node: Node, keys: tuple[str, ...]) -> dict[str, tuple[Scalar, Node]]:
        """The entries of a mapping with these keys; others are traps."""
        if not isinstance(node, Mapping):
            return {}
        found = {}
        for key, value in node.entries:
            if key.text in keys:
                found[key.text] = (key, value)
            else:
                name = f"{self.key}.{key.text}"
                self.traps.append(Trap("unknown-key", key.line, key.column, (name, closest(key.text, keys))))
        return found

    def errors(self, node: Node) -> tuple[ErrorSpec, ...] | None:
        if isinstance(node, Scalar) and node.reads_as == "null":
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[ErrorSpec] = []
        for item in items:
            spec = self._error(item)
            if spec is not None:
                self.where[(self.key, len(found))] = Position(item.line, item.column)
                found.append(spec)
        return tuple(found)

    def _error(self, node: Node) -> ErrorSpec | None:
        if isinstance(node, Scalar):
            text = self.text(node)
            lines = tuple(line for line in (text or "").splitlines() if line.strip())
            return ErrorSpec(lines, line=node.line, column=node.column) if lines else None
        if isinstance(node, Sequence):
            self.trap("wrong-type", node, "a template, or `template:` or `lines:`", "a list")
            return None
        entries = self.mapping(node, ("template", "lines", "samples", "versions"))
        written: dict[str, tuple[str, ...]] = {}
        where = dict(self.where)
        for name, (_, value) in entries.items():
            written[name] = self.words(value) or ()
        self.where.clear()
        self.where.update(where)
        if bool(written.get("template")) == bool(written.get("lines")):
            self.trap("wrong-type", node, "either `template:` or `lines:`", "both" if written.get("lines") else "none")
            return None
        lines = written.get("template") or written["lines"]
        source = entries["template" if written.get("template") else "lines"][1]
        first = source.items[0] if isinstance(source, Sequence) and source.items else source
        versions = " ".join(written.get("versions", ()))
        return ErrorSpec(
            tuple(part for line in lines for part in line.splitlines() if part.strip()),
            written.get("samples", ()),
            versions,
            line=first.line,
            column=first.column,
        )

    def placeholders(self, node: Node) -> tuple[PlaceholderSpec, ...] | None:
        if isinstance(node, Sequence):
            return tuple(PlaceholderSpec(name.strip("_")) for name in self.words(node) or ())
        if not isinstance(node, Mapping):
            if not (isinstance(node, Scalar) and node.reads_as == "null"):
                self.trap("wrong-type", node, "a mapping of names to descriptions", _name(node))
            return None
        found: list[PlaceholderSpec] = []
        for key, value in node.entries:
            self.where[(self.key, len(found))] = Position(key.line, key.column)
            name = key.text.strip("_")
            if isinstance(value, Scalar):
                found.append(PlaceholderSpec(name, "" if value.reads_as == "null" else value.text.strip()))
                continue
            if not isinstance(value, Mapping):
                self.trap("wrong-type", value, "text, or `description:` and `example:`", _name(value))
            entries = self.mapping(value, ("description", "example"))
            texts = {one: self.text(entries[one][1]) or "" for one in entries}
            found.append(PlaceholderSpec(name, texts.get("description", ""), texts.get("example", "")))
        return tuple(found)

    def sources(self, node: Node) -> tuple[SourceLink, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[SourceLink] = []
        for item in items:
            if isinstance(item, Scalar):
                url, title = self.text(item), ""
            else:
                entries = self.mapping(item, ("url", "title"))
                url = self.text(entries["url"][1]) if "url" in entries else None
                title = (self.text(entries["title"][1]) or "") if "title" in entries else ""
                if "url" not in entries:
                    self.trap("wrong-type", item, "an address, or `url:` and `title:`", _name(item))
            if url:
                self.where[(self.key, len(found))] = Position(item.line, item.column)
                found.append(SourceLink(url, title))
        return tuple(found)


def _name(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"`{node.text}`"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def _changed(node: Scalar) -> str:
    """What YAML 1.1 makes of a plain scalar, in words."""
    if node.reads_as == "bool":
        return "true" if node.text.lower() in ("yes", "on", "true", "y") else "false"
    if node.reads_as == "int" and ":" in node.text:
        return "a number in base 60"
    if node.reads_as == "int" and re.match(r"[-+]?0[0-7_]+\Z", node.text):
        return f"the number {int(node.text.replace('_', ''), 8)}" if len(node.text) < 20 else "a number"
    if node.reads_as == "float" and re.match(r"[-+]?[0-9]+\.[0-9]+\Z", node.text) and len(node.text) < 20:
        return f"the number {float(node.text)}"
    return {"int": "a number", "float": "a number", "timestamp": "a point in time"}.get(node.reads_as, node.reads_as)


_FIELDS: dict[str, Callable[[_Reader, Node], Any]] = {
    "kb_id": _Reader.kb_id,
    "title": _Reader.text,
    "category": _Reader.text,
    "platform": _Reader.words,
    "technologies": _Reader.words,
    "complexity": _Reader.level,
    "criticality": lambda reader, node: reader.choice(CRITICALITIES)(node),
    "created": _Reader.date,
    "tags": _Reader.words,
    "related_kb": _Reader.kb_ids,
    "errors": _Reader.errors,
    "placeholders": _Reader.placeholders,
    "updated": _Reader.date,
    "review_by": _Reader.date,
    "owner": _Reader.text,
    "status": lambda reader, node: reader.choice(STATUSES)(node),
    "audience": lambda reader, node: reader.choice(AUDIENCES)(node),
    "aliases": _Reader.kb_ids,
    "superseded_by": _Reader.kb_id,
    "impact": _Reader.text,
    "downtime_risk": _Reader.text,
    "fix_time": _Reader.text,
    "sources": _Reader.sources,
    "license": _Reader.text,
}
