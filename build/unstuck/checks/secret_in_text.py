"""The text holds what looks like a password, key or token.

Logs are pasted with secrets in them; a public page keeps them for good.

Bad::

    AKIA…   (an access key)

Good::

    [secret removed]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unstuck.checks.check import Problem, Setting
from unstuck.diagnostic import Severity
from unstuck.document import Document

CODE = "KB605"
NAME = "secret-in-text"
SEVERITY = Severity.WARNING

_KINDS = {
    "an AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,64}\b",
    "a Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{10,200}",
    "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a Stripe key": r"\b[sr]k_live_[0-9A-Za-z]{16,200}\b",
    "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "a JSON web token": r"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "a password in an address": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"<>]{1,64}:(?P<password>[^\s/@'\"<>]{3,128})@",
}
_PATTERN = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(_KINDS.values())))
_EXAMPLE = re.compile(
    r"example|x{4,}|\*{3,}|secret|passw|token|\.{3}|redacted|changeme|__[A-Z]|\$\{?[A-Z]", re.IGNORECASE
)


def check(doc: Document, _: Setting) -> Iterator[Problem]:
    if doc.source is None:
        return
    for found in _secrets(doc.source.text):
        value = found["password"] or found[0]
        number = next(n for n in range(len(_KINDS)) if found[f"k{n}"] is not None)
        place = doc.source.position(found.start())
        message = f"looks like {list(_KINDS)[number]} ({len(value)} characters, not repeated here)"
        yield Problem(
            place.line,
            place.column,
            message,
            "Revoke it, then replace it by a placeholder; history keeps what was committed.",
        )


def mask(text: str) -> str:
    """The text with what looks like a secret replaced, for whoever has to show a line of it."""
    for found in reversed(list(_secrets(text))):
        text = f"{text[: found.start()]}{'*' * 8}{text[found.end() :]}"
    return text


def _secrets(text: str) -> Iterator[re.Match[str]]:
    for found in _PATTERN.finditer(text):
        value = found["password"] or found[0]
        if not _EXAMPLE.search(value) and value not in ("pass", "pwd"):
            yield found
