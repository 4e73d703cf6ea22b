"""Addresses made of words."""

from __future__ import annotations

import re
import unicodedata


def slugify(title: str) -> str:
    """A heading's address within its page: letters and digits of any script, joined by dashes."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", title).casefold())
    return "-".join(words)[:80].strip("-") or "section"
