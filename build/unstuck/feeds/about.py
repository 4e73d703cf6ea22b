"""What every feed says of the knowledge base itself, and how feeds name its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unstuck.addresses import href

_SPACE = re.compile(r"\s+")
# All that XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class About:
    """A knowledge base as its feeds name it. `base_url` is its public address, empty where it has none;
    `twins` says whether articles are also published as JSON and as Markdown."""

    title: str
    description: str = ""
    language: str = "en"
    base_url: str = ""
    twins: bool = True

    def address(self, path: str, *, seen_from: str = "") -> str:
        """The address of one of the site's files: absolute where the site has an address, else relative to the
        file `seen_from`. Both are paths below the site's root."""
        if self.base_url:
            return f"{self.base_url.rstrip('/')}/{path.removesuffix('index.html')}"
        return href(seen_from, path)


def one_line(text: str) -> str:
    """Text with every run of white space made one space."""
    return _SPACE.sub(" ", text).strip()


def xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
