"""How python-frontmatter reads our front matter: strictly, and with the place of every value."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from unstuck.article.source import MAX_FRONT_MATTER_CHARS, Trap
from unstuck.article.yaml_tree import Mapping, Scalar, Sequence, read_tree


class StrictHandler(BaseHandler):
    """A handler for `frontmatter.parse` that reads YAML strictly and keeps the place of every key and value.

    `parse` passes over errors and drops what is not a mapping, so what is wrong is noted in `traps` first. `body_line`
    is the number of the first line after the front matter, `is_mapping` tells whether it holds keys and values.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.traps: list[Trap] = []
        self.body_line = 1
        self.is_mapping = False

    def split(self, text: str) -> tuple[str, str]:
        """Front matter, beginning with the line break of its fence, and body.

        Raises:
            ValueError: the fence is never closed, or the front matter is too large.
        """
        parts = self.FM_BOUNDARY.split(text, 2)
        if len(parts) < 3:
            self.body_line = text.count("\n") + 2
            self.traps.append(Trap("front-matter-fence", 1, 1, ("is never closed by another `---`",)))
            raise ValueError
        _, front, body = parts
        self.body_line = front.count("\n") + 2
        if len(front) - 2 > MAX_FRONT_MATTER_CHARS:
            size = (f"{len(front) - 2:,} characters", f"{MAX_FRONT_MATTER_CHARS:,}")
            self.traps.append(Trap("too-large", 2, 1, ("the front matter", *size)))
            raise ValueError
        return front, body

    def load(self, fm: str) -> dict[str, Any]:
        """A pair of key and value by the key's text, each with its place in the file."""
        tree, traps = read_tree(fm.removesuffix("\n"), 1)
        self.traps += traps
        self.is_mapping = isinstance(tree, Mapping)
        if isinstance(tree, Mapping):
            return {key.text: (key, node) for key, node in tree.entries}
        if not traps:
            got = {Scalar: "a single value", Sequence: "a list"}.get(type(tree), "empty")
            self.traps.append(Trap("front-matter-not-mapping", 2, 1, (got,)))
        return {}
