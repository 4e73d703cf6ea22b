"""Front matter to a typed `FrontMatter`; what is missing, unknown or wrong is a finding at its place.

python-frontmatter reads it through `StrictHandler`, which keeps the place of every value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, cast

import frontmatter
import yaml

from unstuck.article.field_reader import FieldReader
from unstuck.article.fields import FIELDS_BY_NAME, REQUIRED
from unstuck.article.file_rules import FRONT_MATTER_MISSING
from unstuck.article.kb_id import id_from_path
from unstuck.article.key_rules import MISSING_KEY, UNKNOWN_KEY
from unstuck.article.model import FrontMatter
from unstuck.article.source import Source, has_front_matter, misplaced_fences
from unstuck.article.strict_handler import StrictHandler
from unstuck.article.vocabulary import closest
from unstuck.article.yaml_tree import YAML_12_FLOAT, Node, Scalar
from unstuck.finding import Finding, Span, report

_ONE_LINE = 100_000  # characters before a value is folded: never


class _Dumper(yaml.SafeDumper):
    """Quotes text that YAML 1.2 reads as a number (`1e3`), which YAML 1.1 does not, as our reader asks for it."""


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", YAML_12_FLOAT, list("-+0123456789"))


def dump_front_matter(values: Mapping[str, Any], body: str = "") -> str:
    """An article's text: its front matter, each value on one line, and its body."""
    post = frontmatter.Post(body, **values)
    text: str = frontmatter.dumps(post, Dumper=_Dumper, sort_keys=False, width=_ONE_LINE)
    return f"{text}\n"


def read_front_matter(
    source: Source, path: str, *, loose: bool = False
) -> tuple[FrontMatter | None, int, list[Finding]]:
    """The front matter of one file (None where its fence is broken), the first line of the body, and what is wrong.

    In a loose KB nothing is required, and the file's name gives the id.
    """
    derived = id_from_path(path) if loose else ""
    if not has_front_matter(source):
        misplaced = misplaced_fences(source)
        if misplaced:
            return None, 1, misplaced
        return FrontMatter(kb_id=derived), 1, [report(FRONT_MATTER_MISSING, Span(1))]
    handler = StrictHandler()
    # Trailing blank lines may go: the handler counts the lines of the front matter alone.
    metadata, _ = frontmatter.parse("\n".join(source.lines), handler=handler)
    findings = handler.findings
    if not handler.is_whole:
        return None, handler.body_line, findings
    if not handler.is_mapping:
        return FrontMatter(kb_id=derived), handler.body_line, findings
    reader = FieldReader(source, findings)
    values: dict[str, Any] = {}
    for key, node in cast("Iterable[tuple[Scalar, Node]]", metadata.values()):
        field = FIELDS_BY_NAME.get(key.text)
        if field is None:
            folded = unicodedata.normalize("NFKC", key.text).casefold()
            findings.append(report(UNKNOWN_KEY, key, key=key.text, suggestion=closest(folded, FIELDS_BY_NAME)))
            continue
        reader.where[key.text] = key.span
        reader.key = key.text
        value = field.kind.read(reader, node)
        if value is not None:
            values[key.text] = value
    if not loose:
        findings.extend(report(MISSING_KEY, Span(1), key=key) for key in REQUIRED if key not in reader.where)
    values.setdefault("kb_id", derived)
    return FrontMatter(**values, where=reader.where), handler.body_line, findings
