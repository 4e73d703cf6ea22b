"""A shorter signature of another article matches everything that this one matches.

Both articles are found by such a paste. The longer signature comes first, yet wherever a log shows a little less of
it, the shorter one answers for an error that its article does not treat.

Bad::

    'exec format error' here, 'exec {path}: exec format error' in another article

Good::

    'cannot execute binary file: exec format error' here: what only this cause prints
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.summary import Summary
from unstuck.checks.check import CheckContext
from unstuck.finding import WARNING, Finding, Rule, related, report
from unstuck_search.index.anchors import swallowed
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import make_signature
from unstuck_search.signatures.template import TemplateError

RULE = Rule(
    "KB512",
    "swallowed-signature",
    WARNING,
    "`{signature}` is also found by `{shorter}` of {other}",
    "Say more in the shorter one, or that both are meant: <!-- unstuck: allow swallowed-signature reason -->.",
    __doc__,
)

OF_SIGNATURES = True


def check(summaries: Sequence[Summary], context: CheckContext) -> Iterator[Finding]:
    specs = []
    signatures = []
    for place, one in enumerate(summaries):
        for number, spec in enumerate(one.errors, 1):
            try:
                signatures.append(make_signature(str(place), number, spec.lines))
            except TemplateError:
                continue
            specs.append((one, spec))
    pairs = context.memo(
        "swallowed",
        [(one.kb_id, [template.source for template in one.templates]) for one in signatures],
        tuple[tuple[int, int], ...],
        lambda: tuple(swallowed(signatures, load_rules())),
    )
    for number, other_number in pairs:
        (one, spec), (other, short) = specs[number], specs[other_number]
        if one.means(RULE) or other.means(RULE):
            continue
        yield report(
            RULE,
            spec,
            path=one.path,
            related=(related(short, "The shorter signature is here", other.path),),
            signature=spec.headline,
            shorter=short.headline,
            other=f"{other.path}:{short.line}",
        )
