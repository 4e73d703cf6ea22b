"""The words a knowledge base allows for categories, platforms, technologies and tags: `kb/vocabulary.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unstuck.finding import Finding

PATH = "vocabulary.yaml"
FACETS = ("categories", "platforms", "technologies", "tags")


@dataclass(frozen=True, slots=True)
class Word:
    """One allowed word, how it is shown, and what people call it instead."""

    name: str
    title: str
    description: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by facet (`categories`, `platforms`, `technologies`, `tags`), then by name.

    A facet that the file leaves out accepts all words.
    """

    facets: Mapping[str, Mapping[str, Word]] = field(default_factory=dict)

    def knows(self, facet: str, word: str) -> bool:
        """Whether the word may be used."""
        return facet not in self.facets or word in self.facets[facet]

    def suggest(self, facet: str, word: str) -> str:
        """The allowed word that was probably meant, or nothing."""
        words = self.facets.get(facet, {})
        lowered = word.casefold()
        for known in words.values():
            if lowered in (known.name.casefold(), *(synonym.casefold() for synonym in known.synonyms)):
                return known.name
        return closest(word, words)

    def title(self, facet: str, word: str) -> str:
        """How a word is shown to people."""
        known = self.facets.get(facet, {}).get(word)
        return known.title if known else word

    def describe(self, facet: str, word: str) -> str:
        """What a word means, or nothing."""
        known = self.facets.get(facet, {}).get(word)
        return known.description if known else ""

    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """Every word and synonym (lower case) with the others of its group: what full-text search expands."""
        groups: dict[str, tuple[str, ...]] = {}
        for words in self.facets.values():
            for word in words.values():
                group = (word.name.casefold(), *(synonym.casefold() for synonym in word.synonyms))
                if len(group) > 1:
                    for member in group:
                        others = tuple(one for one in group if one != member)
                        groups[member] = tuple(dict.fromkeys(groups.get(member, ()) + others))
        return groups


def closest(word: str, known: Iterable[str]) -> str:
    """The known word nearest in spelling, or nothing where none is near."""
    import difflib

    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.7)
    return found[0] if found else ""


def read_vocabulary(data: bytes) -> tuple[Vocabulary, tuple[Finding, ...]]:
    """A vocabulary from the bytes of its file, and what of it is not of the format and was left out."""
    # Here, as the commands that answer need of this module its name and its spelling alone.
    import yaml

    from unstuck.article.key_rules import BAD_VOCABULARY
    from unstuck.finding import Span, report

    try:
        loaded = yaml.load(data.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, AttributeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Span(mark.line + 1, mark.column + 1) if mark else Span(1)
        problem = str(getattr(error, "problem", error))
        return Vocabulary(), (
            report(BAD_VOCABULARY, place, message="The vocabulary is not valid YAML: {problem}", problem=problem),
        )
    if loaded is None:
        return Vocabulary(), ()
    if not isinstance(loaded, dict):
        message = "The file is not a mapping of facets to words"
        return Vocabulary(), (report(BAD_VOCABULARY, Span(1), message=message),)
    findings: list[Finding] = []
    facets: dict[str, dict[str, Word]] = {}
    for facet, words in loaded.items():
        if facet in FACETS and isinstance(words, dict):
            facets[facet] = {str(name): _word(str(name), value) for name, value in words.items()}
            continue
        name = str(facet)
        place = Span.within(_line(data, name), 1, len(name))
        if facet in FACETS:
            message = "`{facet}` does not map words to their titles"
            findings.append(report(BAD_VOCABULARY, place, message=message, facet=name))
        else:
            message = "`{facet}` is not a facet; the facets are {allowed}"
            hint = closest(name, FACETS)
            findings.append(report(BAD_VOCABULARY, place, message=message, suggestion=hint, facet=name, allowed=FACETS))
    return Vocabulary(facets), tuple(findings)


def _line(data: bytes, key: str) -> int:
    """The line of a top-level key."""
    lines = data.decode("utf-8-sig", "replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _word(name: str, value: object) -> Word:
    if isinstance(value, str):
        return Word(name, value)
    if not isinstance(value, dict):
        return Word(name, name)
    synonyms = value.get("synonyms") or ()
    return Word(
        name,
        str(value.get("title") or name),
        str(value.get("description") or ""),
        tuple(str(one) for one in synonyms) if isinstance(synonyms, list) else (),
    )
