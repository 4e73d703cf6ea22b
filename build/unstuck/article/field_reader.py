"""The values of front matter, read from the nodes of its tree; what is wrong with one is a finding at its place."""

from __future__ import annotations

import datetime
import re

from unstuck.article.file_rules import TOO_LARGE
from unstuck.article.kb_id import kb_id_fault
from unstuck.article.key_rules import (
    AMBIGUOUS_SCALAR,
    BAD_DATE,
    BAD_KB_ID,
    BAD_VALUE,
    EMPTY_VALUE,
    OUT_OF_RANGE,
    UNKNOWN_KEY,
    WRONG_TYPE,
)
from unstuck.article.model import ErrorSpec, PlaceholderSpec, SourceLink
from unstuck.article.source import Source
from unstuck.article.vocabulary import closest
from unstuck.article.yaml_tree import Mapping, Node, Scalar, Sequence
from unstuck.finding import Edit, Finding, Fix, Span, report

MAX_ITEMS = 1_000
_ERROR_TEXTS = ("fix", "locale", "check")  # keys of an error that hold one text
_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?\Z")

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")


class FieldReader:
    """Reads the fields of one front matter; places and findings are noted as it goes."""

    def __init__(self, source: Source, findings: list[Finding]) -> None:
        self.source = source
        self.findings = findings
        self.where: dict[str | tuple[str, int], Span] = {}
        self.key = ""

    def text(self, node: Node) -> str | None:
        """Text that YAML itself would leave as text; whatever it would change must be quoted."""
        if not isinstance(node, Scalar):
            self.findings.append(report(WRONG_TYPE, node, key=self.key, expected="text", found=_name(node)))
        elif node.reads_as == "null":
            self.findings.append(report(EMPTY_VALUE, node, key=self.key))
        elif node.reads_as not in ("str", "value", "merge"):
            self.findings.append(
                report(
                    AMBIGUOUS_SCALAR,
                    node,
                    key=self.key,
                    fix=self._quoted(node),
                    value=node.text,
                    reads_as=_changed(node),
                )
            )
        elif not node.text.strip():
            self.findings.append(report(EMPTY_VALUE, node, key=self.key))
        else:
            return node.text.strip()
        return None

    def _quoted(self, node: Scalar) -> Fix | None:
        """The fix that puts a plain scalar in quotes; none where the file has it in another form."""
        start = self.source.offset(node.line, node.column)
        end = start + len(node.text)
        if self.source.text[start:end] != node.text:
            return None
        return Fix("Put quotes around it", (Edit(start, end, f"'{node.text}'"),))

    def words(self, node: Node) -> tuple[str, ...] | None:
        """A list of words; one word alone is a list of one."""
        if isinstance(node, Scalar):
            if node.reads_as == "null":
                self.findings.append(report(EMPTY_VALUE, node, key=self.key))
                return None
            self.where[(self.key, 0)] = node.span
            word = self.text(node)
            return None if word is None else (word,)
        if not isinstance(node, Sequence):
            self.findings.append(report(WRONG_TYPE, node, key=self.key, expected="a list of words", found=_name(node)))
            return None
        if len(node.items) > MAX_ITEMS:
            self.findings.append(
                report(TOO_LARGE, node, what=f"`{self.key}`", size=len(node.items), most=MAX_ITEMS, unit="items")
            )
            return None
        found: list[str] = []
        for item in node.items:
            word = self.text(item)
            if word is not None:
                self.where[(self.key, len(found))] = item.span
                found.append(word)
        return tuple(found)

    def kb_id(self, node: Node) -> str | None:
        text = self.text(node)
        if text is None:
            return None
        fault = kb_id_fault(text)
        if fault:
            self.findings.append(report(BAD_KB_ID, node, key=self.key, value=text, fault=fault))
            return None
        return text

    def kb_ids(self, node: Node) -> tuple[str, ...] | None:
        found = self.words(node)
        for index, word in enumerate(found or ()):
            fault = kb_id_fault(word)
            if fault:
                place = self.where[(self.key, index)]
                self.findings.append(report(BAD_KB_ID, place, value=word, fault=fault))
        return found

    def level(self, node: Node) -> int | None:
        """A whole number from 1 to 5."""
        if not isinstance(node, Scalar) or node.reads_as != "int" or not _INTEGER.match(node.text):
            self.findings.append(
                report(WRONG_TYPE, node, key=self.key, expected="a whole number from 1 to 5", found=_name(node))
            )
            return None
        number = int(node.text)
        if not 1 <= number <= 5:
            self.findings.append(report(OUT_OF_RANGE, node, key=self.key, value=node.text, allowed="1 to 5"))
            return None
        return number

    def date(self, node: Node) -> datetime.date | None:
        """An ISO date, bare or quoted."""
        if not isinstance(node, Scalar):
            self.findings.append(
                report(WRONG_TYPE, node, key=self.key, expected="a date such as 2026-02-17", found=_name(node))
            )
        elif node.reads_as == "null":
            self.findings.append(report(EMPTY_VALUE, node, key=self.key))
        else:
            try:
                if len(node.text) == 10:
                    return datetime.date.fromisoformat(node.text)
            except ValueError:
                pass
            self.findings.append(report(BAD_DATE, node, key=self.key, value=node.text))
        return None

    def choice(self, node: Node, allowed: tuple[str, ...]) -> str | None:
        """One of a few words."""
        text = self.text(node)
        if text is None or text in allowed:
            return text
        self.findings.append(
            report(BAD_VALUE, node, key=self.key, suggestion=closest(text, allowed), value=text, allowed=allowed)
        )
        return None

    def mapping(self, node: Node, keys: tuple[str, ...]) -> dict[str, tuple[Scalar, Node]]:
        """The entries of a mapping with these keys; others are findings."""
        if not isinstance(node, Mapping):
            return {}
        found = {}
        for key, value in node.entries:
            if key.text in keys:
                found[key.text] = (key, value)
            else:
                name = f"{self.key}.{key.text}"
                self.findings.append(report(UNKNOWN_KEY, key, key=name, suggestion=closest(key.text, keys)))
        return found

    def errors(self, node: Node) -> tuple[ErrorSpec, ...] | None:
        if isinstance(node, Scalar) and node.reads_as == "null":
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[ErrorSpec] = []
        for item in items:
            spec = self._error(item)
            if spec is not None:
                self.where[(self.key, len(found))] = item.span
                found.append(spec)
        return tuple(found)

    def _error(self, node: Node) -> ErrorSpec | None:
        if isinstance(node, Scalar):
            text = self.text(node)
            lines = tuple(line for line in (text or "").splitlines() if line.strip())
            return ErrorSpec(lines, span=node.span) if lines else None
        if isinstance(node, Sequence):
            self.findings.append(
                report(
                    WRONG_TYPE, node, key=self.key, expected="a template, or `template:` or `lines:`", found="a list"
                )
            )
            return None
        entries = self.mapping(node, ("template", "lines", "samples", "versions", "cues", *_ERROR_TEXTS, "order"))
        written: dict[str, tuple[str, ...]] = {}
        texts: dict[str, str] = {}
        order = 0
        where = dict(self.where)
        for name, (_, value) in entries.items():
            if name in _ERROR_TEXTS:
                texts[name] = self.text(value) or ""
            elif name == "order":
                order = self.level(value) or 0
            else:
                written[name] = self.words(value) or ()
        if texts.get("locale") and not _LOCALE.match(texts["locale"]):
            place, written_locale = entries["locale"][1], texts.pop("locale")
            expected = "a language such as `de` or `pt_BR`"
            self.findings.append(
                report(WRONG_TYPE, place, key="locale", expected=expected, found=f"`{written_locale}`")
            )
        self.where.clear()
        self.where.update(where)
        if bool(written.get("template")) == bool(written.get("lines")):
            found = "both" if written.get("lines") else "none"
            self.findings.append(
                report(WRONG_TYPE, node, key=self.key, expected="either `template:` or `lines:`", found=found)
            )
            return None
        lines = written.get("template") or written["lines"]
        source = entries["template" if written.get("template") else "lines"][1]
        first = source.items[0] if isinstance(source, Sequence) and source.items else source
        versions = " ".join(written.get("versions", ()))
        return ErrorSpec(
            tuple(part for line in lines for part in line.splitlines() if part.strip()),
            written.get("samples", ()),
            versions,
            fix=texts.get("fix", ""),
            locale=texts.get("locale", ""),
            order=order,
            cues=written.get("cues", ()),
            check=texts.get("check", ""),
            span=first.span,
        )

    def placeholders(self, node: Node) -> tuple[PlaceholderSpec, ...] | None:
        if isinstance(node, Sequence):
            return tuple(PlaceholderSpec(name.strip("_")) for name in self.words(node) or ())
        if not isinstance(node, Mapping):
            if not (isinstance(node, Scalar) and node.reads_as == "null"):
                self.findings.append(
                    report(
                        WRONG_TYPE, node, key=self.key, expected="a mapping of names to descriptions", found=_name(node)
                    )
                )
            return None
        found: list[PlaceholderSpec] = []
        for key, value in node.entries:
            self.where[(self.key, len(found))] = key.span
            name = key.text.strip("_")
            if isinstance(value, Scalar):
                found.append(PlaceholderSpec(name, "" if value.reads_as == "null" else value.text.strip()))
                continue
            if not isinstance(value, Mapping):
                self.findings.append(
                    report(
                        WRONG_TYPE,
                        value,
                        key=self.key,
                        expected="text, or `description:` and `example:`",
                        found=_name(value),
                    )
                )
            entries = self.mapping(value, ("description", "example"))
            texts = {entry: self.text(entries[entry][1]) or "" for entry in entries}
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
                    self.findings.append(
                        report(
                            WRONG_TYPE,
                            item,
                            key=self.key,
                            expected="an address, or `url:` and `title:`",
                            found=_name(item),
                        )
                    )
            if url:
                self.where[(self.key, len(found))] = item.span
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
