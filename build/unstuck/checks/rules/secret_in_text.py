"""The text holds what looks like a password, key or token.

Logs are pasted with secrets in them; a public page keeps them for good.

Bad::

    AKIA…   (an access key)

Good::

    [secret removed]
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem
from unstuck.finding import Severity
from unstuck_search.redact import find_secrets
from unstuck_search.rules import load_rules

CODE = "KB605"
NAME = "secret-in-text"
SEVERITY = Severity.WARNING


def check(doc: Document, _: CheckContext) -> Iterator[Problem]:
    if doc.source is None:
        return
    for secret in find_secrets(doc.source.text, load_rules()):
        place = doc.source.position(secret.start)
        message = f"looks like {secret.kind} ({secret.end - secret.start} characters, not repeated here)"
        cure = "Revoke it, then replace it by a placeholder; history keeps what was committed."
        yield Problem(place.line, place.column, message, cure)
