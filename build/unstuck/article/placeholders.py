"""What a placeholder looks like: light enough for an answer in a fresh process, and one pattern for all who ask."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"(?<![A-Za-z0-9_])__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__(?![A-Za-z0-9_])")
