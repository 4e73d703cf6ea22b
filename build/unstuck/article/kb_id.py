"""Ids of articles: their form, and the one a file without an id gets."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

KB_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*_[0-9]{3,}\Z")
MAX_KB_ID = 64


def kb_id_fault(text: str) -> str:
    """Why a text cannot be a kb_id; empty where it can. The pattern is an allow-list: ids become addresses."""
    if len(text) > MAX_KB_ID:
        return f"is longer than {MAX_KB_ID} characters"
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
