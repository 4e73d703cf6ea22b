"""What the checks of the vocabulary share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.article.document import Document
from unstuck.checks.check import CheckContext, Problem, shown
from unstuck.finding import Edit, Fix


def unknown_words(
    doc: Document, context: CheckContext, facet: str, key: str, words: Sequence[str]
) -> Iterator[Problem]:
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
        cure = f"Did you mean `{hint}`?" if hint else f"Add it to vocabulary.yaml under `{facet}`, or use a word of it."
        yield Problem(place.line, max(column, 0) + 1, f"`{shown(word)}` is not in the vocabulary of {facet}", cure, fix)
