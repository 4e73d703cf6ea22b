"""The order of an article's sections on its page: by what they are for, wherever the author put them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from unstuck.article.blocks import Blocks
from unstuck.article.model import LABEL_LEVEL, Article, Role, Section, Tldr, split_expected
from unstuck.article.role_table import PLACE_OF, PLACES
from unstuck.pages.author_html import AuthorHtml

# Out of a section that is none of ours only these labels are taken; the rest is the author's own structure.
_ALWAYS_LIFTED = frozenset({"tldr", "facts", "where", "scope"})
_OPTIONS = frozenset({Role.OPTION, Role.FALLBACK_OPTION})
_LAST_IN_SOLUTION = {Role.CRITICAL: 1, Role.VERSIONS: 2}
_TLDR = Markup('<span class="if" dir="auto">{}</span> <span class="arrow">{}</span> <b class="then" dir="auto">{}</b>')
_BRACKETED = re.compile(r"([^:\[]+):\s*\[(.+)\]\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section ready for the page. `html` is its own blocks; `after` what is below a highlighted box of it.

    `level` is that of its heading on the page (2–6); `labelled` ones were bold labels in the text.
    """

    role: str
    title: str
    kicker: str
    note: str
    label: str
    level: int
    anchor: str
    labelled: bool
    recommended: bool
    html: Markup
    after: Markup
    children: tuple[SectionView, ...]


def arrange(article: Article) -> dict[str, list[Section]]:
    """The sections by their place on the page (`PLACES`, or `other`), each in the author's order."""
    places: dict[str, list[Section]] = {place: [] for place in (*PLACES, "other")}
    for section in article.sections:
        if article.plain:
            places["other"].append(section)
        else:
            _place(section, places)
    return places


def _place(section: Section, places: dict[str, list[Section]]) -> None:
    place = _place_of(section) or "other"
    at = len(places[place])
    places[place].append(section)
    places[place][at] = _prune(section, place, places)


def _place_of(section: Section) -> str:
    """Where a section belongs by itself; nothing where it stays in its parent."""
    if section.role in (Role.FIX_TIME, Role.PLATFORM) and section.is_heading:
        return "scope"  # a chapter about environments is not metadata for the rail
    return PLACE_OF.get(section.role, "")


def _prune(section: Section, place: str, places: dict[str, list[Section]]) -> Section:
    """A section without those children that belong elsewhere, which are put there."""
    kept = []
    for child in section.children:
        own = _place_of(child)
        foreign = section.role is Role.OTHER and not (child.level == LABEL_LEVEL and own in _ALWAYS_LIFTED)
        if not own or own == place or foreign:
            kept.append(_prune(child, place, places))
        else:
            _place(child, places)
    return replace(section, children=tuple(kept))


def parts(shown: AuthorHtml, sections: Sequence[Section], level: int = 2) -> tuple[SectionView, ...]:
    """Sections as parts of the page: the recommended option first, what is critical after the ways of doing it."""
    options = sorted((section for section in sections if section.role in _OPTIONS), key=lambda one: not one.recommended)
    queue = iter(options)
    ordered = [next(queue) if section.role in _OPTIONS else section for section in sections]
    ordered.sort(key=lambda one: _LAST_IN_SOLUTION.get(one.role, 0))
    return tuple(part(shown, section, level) for section in ordered)


def part(shown: AuthorHtml, section: Section, level: int = 2) -> SectionView:
    """One section with all below it."""
    blocks: Blocks = section.blocks
    after: Blocks = ()
    if section.role is Role.EXPECTED:
        blocks, after = split_expected(blocks)
    html = shown.checklists(blocks) if section.role is Role.SYMPTOMS else shown.blocks(blocks)
    title, kicker = section.title, ""
    bracketed = _BRACKETED.match(title)
    if bracketed:
        kicker, title = bracketed[1].strip(), bracketed[2].strip()
    recommended = section.role in _OPTIONS and section.recommended
    return SectionView(
        role=section.role.value,
        title=title,
        kicker=kicker,
        note="" if recommended and section.note == "recommended" else section.note,
        label=section.label,
        level=min(level, 6),
        anchor=f"h-{section.slug}" if section.slug else "",
        labelled=section.level == LABEL_LEVEL,
        recommended=recommended,
        html=html,
        after=shown.blocks(after),
        children=parts(shown, section.children, level + 1),
    )


def tldr_html(shown: AuthorHtml, tldr: Tldr) -> Markup:
    """The TL;DR as one line: what is wrong, the arrow, what to do."""
    symptom = shown.inlines(tldr.symptom_inlines)
    if not tldr.arrow:
        return symptom
    return _TLDR.format(symptom, tldr.arrow, shown.inlines(tldr.action_inlines))
