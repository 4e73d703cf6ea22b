"""What the checks of the vocabulary share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext
from unstuck.finding import Edit, Finding, Fix, Rule, Span, report


def unknown_words(
    rule: Rule, doc: Document, context: CheckContext, facet: str, key: str, words: Sequence[str]
) -> Iterator[Finding]:
    """The words of a key that the vocabulary does not know, each with the word that was probably meant."""
    if doc.article is None or doc.source is None:
        return
    for index, word in enumerate(words):
        if context.vocabulary.knows(facet, word):
            continue
        place = doc.article.front.at(key, index if (key, index) in doc.article.front.where else None)
        hint = context.vocabulary.suggest(facet, word)
        line = doc.source.lines[place.line - 1]
        column = line.find(word, place.column - 1)
        fix = None
        if hint and column >= 0:
            start = doc.source.offset(place.line, column + 1)
            fix = Fix(f"Write `{hint}`", (Edit(start, start + len(word), hint),))
        span = Span.within(place.line, column + 1, len(word)) if column >= 0 else place
        yield report(rule, span, fix=fix, suggestion=hint, word=word, facet=facet)
