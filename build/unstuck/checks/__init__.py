"""All checks: those of one file in `rules/`, those of the whole knowledge base in `kb_rules/`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from unstuck.article import file_rules, key_rules, yaml_rules
from unstuck.article.document import Document
from unstuck.article.summary import Summary
from unstuck.checks.check import Check, CheckContext, from_module
from unstuck.finding import Finding, Rule, Span


def _checks_in(folder: str) -> tuple[Check, ...]:
    """The checks of a package below this one, sorted by code."""
    package = importlib.import_module(f"{__name__}.{folder}")
    names = (info.name for info in pkgutil.iter_modules(package.__path__))
    modules = (importlib.import_module(f"{package.__name__}.{name}") for name in names)
    checks = (check for module in modules for check in from_module(module))
    return tuple(sorted(checks, key=lambda check: check.rule.code))


DOCUMENT_CHECKS = _checks_in("rules")
KB_CHECKS = _checks_in("kb_rules")
# Those that read nothing of an article but its path, its signatures and what its author allows.
SIGNATURE_CHECKS = tuple(check for check in KB_CHECKS if check.of_signatures)
# What reading alone finds, and what the checks find, by code.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *file_rules.RULES,
            *yaml_rules.RULES,
            *key_rules.RULES,
            *(check.rule for check in (*DOCUMENT_CHECKS, *KB_CHECKS)),
        ),
        key=lambda rule: rule.code,
    )
)


def check_document(document: Document, context: CheckContext) -> list[Finding]:
    """What is wrong with one file on its own: what reading it found, and what the checks find."""
    found = [*document.findings, *_run(DOCUMENT_CHECKS, document, context)]
    lines = document.source.lines if document.source else ()
    return [_settled(finding, document.path, lines, loose=context.loose) for finding in found]


def check_kb(summaries: Sequence[Summary], context: CheckContext, checks: Sequence[Check] = KB_CHECKS) -> list[Finding]:
    """What is wrong between articles."""
    return [_settled(finding, "", (), loose=context.loose) for finding in _run(checks, summaries, context)]


def by_code(name: str) -> Rule | None:
    """A rule by its code or name, in any case."""
    return _by_name().get(name.casefold())


def _run(checks: Iterable[Check], subject: Document | Sequence[Summary], context: CheckContext) -> Iterator[Finding]:
    return (finding for check in checks for finding in check.run(subject, context))


def _settled(finding: Finding, path: str, lines: Sequence[str], *, loose: bool) -> Finding:
    """A finding with all that its check need not know: the file's name, the end of its line, the profile's severity."""
    rule = _by_name()[finding.name]
    span = finding.span
    if not span.end_line and span.line <= len(lines):
        end = len(lines[span.line - 1].rstrip()) + 1
        span = Span(span.line, span.column, span.line, max(end, span.column))
    return replace(
        finding,
        path=finding.path or path,
        span=span,
        severity=rule.loose if loose and rule.loose else rule.severity,
        related=tuple(replace(place, path=place.path or finding.path or path) for place in finding.related),
    )


@functools.cache
def _by_name() -> Mapping[str, Rule]:
    return {rule.code.casefold(): rule for rule in RULES} | {rule.name: rule for rule in RULES}
