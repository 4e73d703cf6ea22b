"""Words of front matter that the vocabulary does not know: one rule for each facet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from unstuck.article.document import Document
from unstuck.article.fields import FIELDS_BY_NAME
from unstuck.checks.check import Check, CheckContext
from unstuck.finding import WARNING, Edit, Finding, Fix, Rule, Span, report

_DOC = """A {noun} is not in the vocabulary.

Two words for one thing split every list and filter in two.

Bad::

    {key}: dokcer

Good::

    {key}: docker
"""


def _rule(code: str, noun: str, key: str) -> Rule:
    return Rule(
        code,
        f"unknown-{noun}",
        WARNING,
        "`{word}` is not in the vocabulary of {facet}",
        "Add it to vocabulary.yaml under `{facet}`, or use a word of it.",
        _DOC.format(noun=noun, key=key),
    )


def check(doc: Document, context: CheckContext, rule: Rule, key: str) -> Iterator[Finding]:
    """The words of a key that the vocabulary does not know, each with the word that was probably meant."""
    if doc.article is None or doc.source is None:
        return
    front = doc.article.front
    facet = FIELDS_BY_NAME[key].facet
    value: str | tuple[str, ...] = getattr(front, key)
    for index, word in enumerate([value] if isinstance(value, str) else value):
        if not word or context.vocabulary.knows(facet, word):
            continue
        place = front.at(key, index)
        hint = context.vocabulary.suggest(facet, word)
        column = doc.source.lines[place.line - 1].find(word, place.column - 1)
        fix = None
        if hint and column >= 0:
            start = doc.source.offset(place.line, column + 1)
            fix = Fix(f"Write `{hint}`", (Edit(start, start + len(word), hint),))
        span = Span.within(place.line, column + 1, len(word)) if column >= 0 else place
        yield report(rule, span, fix=fix, suggestion=hint, word=word, facet=facet)


CHECKS = tuple(
    Check(rule, partial(check, rule=rule, key=key))
    for rule, key in (
        (_rule("KB120", "category", "category"), "category"),
        (_rule("KB121", "platform", "platform"), "platform"),
        (_rule("KB122", "technology", "technologies"), "technologies"),
        (_rule("KB123", "tag", "tags"), "tags"),
    )
)
