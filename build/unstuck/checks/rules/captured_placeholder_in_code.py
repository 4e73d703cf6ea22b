"""A captured value would become part of code.

The author of the log that a reader pastes chooses that value. It is not filled in where it could run, so the reader
finds the placeholder instead of a finished command.

Bad::

    errors: ["No module named '{module}'"]

    python -c "import __MODULE__"

Good::

    errors: ["No module named '{module}'"]

    python -m pip show __MODULE__
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from unstuck.article.blocks import code_blocks
from unstuck.article.document import Document
from unstuck.article.model import Article
from unstuck.article.placeholders import find_placeholders
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, WARNING, Finding, Rule, Span, report
from unstuck_search.commands.fill import is_inside_code
from unstuck_search.rules import load_rules
from unstuck_search.signatures.template import TemplateError, Variable, parse

RULE = Rule(
    "KB411",
    "captured-placeholder-in-code",
    ERROR,
    "`{placeholder}` is captured as `{type}` and is part of code here",
    "Pass it as an argument, or give the capture one of the types {strict}.",
    __doc__,
    loose=WARNING,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None or doc.source is None:
        return
    types = _capture_types(doc.article)
    rules = load_rules().fill
    for block in code_blocks(doc.article.blocks()):
        for found in find_placeholders(block.text, block.language):
            loose = sorted(types[found[1].lower()] - rules.strict_types)
            if not loose or not is_inside_code(block.text, block.language, found.start(), found.end(), rules):
                continue
            line = block.line + block.text.count("\n", 0, found.start())
            column = doc.source.lines[line - 1].find(found[0]) + 1
            place = Span.within(line, max(column, 1), len(found[0]))
            yield report(RULE, place, placeholder=found[0], type=loose[0], strict=sorted(rules.strict_types))


def _capture_types(article: Article) -> dict[str, set[str]]:
    """The types under which the article's signatures capture a name, by the name in lower case."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    for line in (line for spec in article.errors for line in spec.lines):
        try:
            parts = parse(line).parts
        except TemplateError:
            continue  # has a finding of its own
        for part in parts:
            if isinstance(part, Variable) and part.name:
                types[part.name.lower()].add(part.type)
    return types
