"""A baseline: the findings an old knowledge base has today, so that only new ones are reported."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from unstuck.errors import UsageError
from unstuck.finding import Finding
from unstuck.findings.suppress import may_be_hidden

# How often each finding (by `_key`) is known.
Baseline = Mapping[str, int]


def _key(finding: Finding) -> str:
    """The identity of a finding wherever it moves in its file: path, code and message, not the line."""
    digest = hashlib.sha256(finding.message.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{finding.path}:{finding.code}:{digest}"


def render_baseline(findings: Iterable[Finding]) -> str:
    """A baseline file's text; the same findings give the same bytes."""
    counts = Counter(_key(finding) for finding in findings)
    return json.dumps({"version": 1, "findings": dict(sorted(counts.items()))}, indent=1, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises:
        UsageError: it is missing or not a baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): int(count) for key, count in data["findings"].items()}
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; `unstuck check --write-baseline {path}` writes one") from None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise UsageError(f"{path}: is not a baseline; `unstuck check --write-baseline {path}` writes one") from None


def subtract(findings: Sequence[Finding], baseline: Baseline) -> list[Finding]:
    """The findings that a baseline does not know, counting repeated ones; an unreadable file is always reported."""
    left = Counter(baseline)
    kept = []
    for finding in findings:
        key = _key(finding)
        if left[key] > 0 and may_be_hidden(finding):
            left[key] -= 1
        else:
            kept.append(finding)
    return kept
