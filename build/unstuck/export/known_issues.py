"""Known issues as .NET's build analysis reads them from GitHub issues."""

from __future__ import annotations

import json

from unstuck.export.exported import Exported, authored
from unstuck.export.regex import regex
from unstuck.feeds.errors_feed import ErrorsFeed


def export(feed: ErrorsFeed) -> Exported:
    """One object for each signature. Several lines become a list, which has to match in its order. The format compares
    without regard to case. `ErrorMessage` would ask for the white space and quotes as written, so it is not used. A
    build is never retried for it: the fix is an article, not a second try."""
    issues = []
    for signature, article, address in authored(feed):
        patterns = [regex(template) for template in signature.templates]
        issues.append(
            {
                "kb_id": signature.kb_id,
                "title": article.title,
                "url": address,
                "ErrorPattern": patterns[0] if len(patterns) == 1 else patterns,
                "BuildRetry": False,
                "ExcludeConsoleLog": False,
            }
        )
    return Exported(json.dumps(issues, ensure_ascii=False, indent=2) + "\n")
