"""A sample is not matched by its own template.

The sample is the proof that the template is right.

Bad::

    template: 'exit code {n:int}'
    samples: ['exit status 1']

Good::

    template: 'exit status {n:int}'
    samples: ['exit status 1']
"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import ERROR, Finding, Rule, report
from unstuck_search.lines.normalise import read_lines
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature, match_from
from unstuck_search.signatures.template import TemplateError

RULE = Rule(
    "KB203",
    "sample-mismatch",
    ERROR,
    "The sample `{sample}` is not matched by `{template}`",
    "Correct the template or the sample, whichever differs from what the tool prints.",
    __doc__,
)


def check(doc: Document, _: CheckContext) -> Iterator[Finding]:
    if doc.article is None:
        return
    rules = load_rules()
    for spec in doc.article.errors:
        try:
            signature = make_signature("A_001", 1, spec.lines)
        except TemplateError:
            continue
        for sample in spec.samples:
            lines = list(read_lines(sample, rules))
            window = rules.limits.signature_window
            if not any(match_from(signature, lines, index, window) for index in range(len(lines))):
                yield report(RULE, spec, sample=sample, template=spec.headline)
