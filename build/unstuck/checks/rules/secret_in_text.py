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
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, report
from unstuck_search.redact import find_secrets
from unstuck_search.rules import load_rules

RULE = Rule(
    "KB605",
    "secret-in-text",
    WARNING,
    "Looks like {kind} ({length} characters, not repeated here)",
    "Revoke it, then replace it by a placeholder; history keeps what was committed.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.source is None:
        return
    for secret in find_secrets(doc.source.text, load_rules()):
        place = doc.source.position(secret.start)
        yield report(RULE, place, kind=secret.kind, length=secret.end - secret.start)
