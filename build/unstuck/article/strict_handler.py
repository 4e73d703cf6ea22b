"""How python-frontmatter reads our front matter: strictly, and with the place of every value."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from unstuck.article.file_rules import FRONT_MATTER_FENCE, FRONT_MATTER_NOT_MAPPING, TOO_LARGE
from unstuck.article.source import MAX_FRONT_MATTER_CHARS
from unstuck.article.yaml_tree import Mapping, Scalar, Sequence, read_tree
from unstuck.finding import Finding, Span, report


class StrictHandler(BaseHandler):
    """A handler for `frontmatter.parse` that reads YAML strictly and keeps the place of every key and value.

    `parse` passes over errors and drops what is not a mapping, so what is wrong is noted in `findings` first.
    `body_line` is the number of the first line after the front matter, `is_mapping` whether it holds keys and
    values, `is_whole` whether its end was found.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self.body_line = 1
        self.is_mapping = False
        self.is_whole = False

    def split(self, text: str) -> tuple[str, str]:
        """Front matter, beginning with the line break of its fence, and body.

        Raises:
            ValueError: the fence is never closed, or the front matter is too large.
        """
        parts = self.FM_BOUNDARY.split(text, 2)
        if len(parts) < 3:
            self.body_line = text.count("\n") + 2
            self.findings.append(report(FRONT_MATTER_FENCE, Span(1)))
            raise ValueError
        _, front, body = parts
        self.body_line = front.count("\n") + 2
        if len(front) - 2 > MAX_FRONT_MATTER_CHARS:
            size, most = len(front) - 2, MAX_FRONT_MATTER_CHARS
            self.findings.append(
                report(TOO_LARGE, Span(2), what="The front matter", size=size, most=most, unit="characters")
            )
            raise ValueError
        self.is_whole = True
        return front, body

    def load(self, fm: str) -> dict[str, Any]:
        """A pair of key and value by the key's text, each with its place in the file."""
        tree, findings = read_tree(fm.removesuffix("\n"), 1)
        self.findings += findings
        self.is_mapping = isinstance(tree, Mapping)
        if isinstance(tree, Mapping):
            return {key.text: (key, node) for key, node in tree.entries}
        if not findings:
            found = {Scalar: "a single value", Sequence: "a list"}.get(type(tree), "empty")
            self.findings.append(report(FRONT_MATTER_NOT_MAPPING, Span(2), found=found))
        return {}
