"""The ways of curing an error that an article gives: the branches and options of its solution, each with its steps.

A heading below the solution is a branch of its own (another wording, another cause, another system), unless headings
are numbered: those are steps of one branch. Options are the ways within a branch. The steps of a way are in the
author's order, so that what finds a value comes before the step that uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from unstuck.article.blocks import Block, CodeBlock, full_text
from unstuck.article.model import Article, Role, Section
from unstuck_search.rules import load_rules
from unstuck_search.text import fold, words

Step = str | CodeBlock

_LEAST_SHARED = 2  # words that a heading must share with an error to be about it

_STEP_HEADING = re.compile(r"\s*(?:step\s+)?[0-9]{1,2}\s*[.):\u2013\u2014-]", re.IGNORECASE)
_QUESTION = re.compile(r"\?\W*$")
_BRANCHES = frozenset({Role.OTHER, Role.INTEGRATION, Role.OPTION, Role.SOLUTION})
# How titles name the system that a way is for. Longer names first: `darwin` holds `win`.
_PLATFORMS = (
    ("macos", re.compile(r"\b(?:mac ?os(?: ?x)?|os x|darwin|homebrew)\b", re.IGNORECASE)),
    ("windows", re.compile(r"\b(?:windows|powershell|win32)\b", re.IGNORECASE)),
    (
        "linux",
        re.compile(r"\b(?:linux|debian|ubuntu|fedora|rhel|centos|alpine|arch|wsl ?2?|systemd)\b", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class ArticleFix:
    """One way to cure the error: prose and code in the author's order.

    `id` is unique in the article, `heading` the anchor of the heading it is under, `topic` that heading's words.
    `platforms` are those that its titles name (`linux`, `macos`, `windows`); none where it is for all. `risks` is what
    this way may break, in the author's words. The ways of one branch begin with its recommended option.
    """

    id: str
    heading: str
    topic: str
    title: str
    recommended: bool
    platforms: tuple[str, ...]
    steps: tuple[Step, ...]
    risks: tuple[str, ...] = ()


def article_fixes(article: Article) -> tuple[ArticleFix, ...]:
    """The ways in the author's order; empty where the article has no solution."""
    roots = [section for section in article.walk() if section.role is Role.SOLUTION]
    if not roots:
        roots = [section for section in article.sections if section.role in (Role.INTEGRATION, Role.OPTION)]
    found: list[ArticleFix] = []
    for root in roots:
        found += _ways(root, (), (), ())
    return _with_unique_ids([one for one in found if one.steps])


def find_fix(fixes: Sequence[ArticleFix], name: str) -> ArticleFix | None:
    """The way that an author names: by its id or title, else the recommended (or first) one under a heading."""
    wanted = name.strip().lstrip("#").casefold()
    for one in fixes:
        if wanted in (one.id.casefold(), one.title.casefold()):
            return one
    below = [one for one in fixes if one.heading.casefold() == wanted]
    return next((one for one in below if one.recommended), below[0] if below else None)


def nearest_fix(fixes: Sequence[ArticleFix], lines: Iterable[str]) -> ArticleFix | None:
    """The way under the heading that shares most words with an error's lines, everyday words aside: an author who names
    the error in a heading means that branch. None where no heading is nearer than the others."""
    ordinary = load_rules().everyday_words
    own = {word for line in lines for word in words(fold(line))} - ordinary
    shared = {one.heading: len(own.intersection(words(fold(one.topic)))) for one in fixes if one.topic}
    most = max(shared.values(), default=0)
    nearest = [heading for heading, count in shared.items() if count == most]
    return find_fix(fixes, nearest[0]) if most >= _LEAST_SHARED and len(nearest) == 1 else None


def _ways(
    section: Section, lead: tuple[Step, ...], risks: tuple[str, ...], platforms: tuple[str, ...]
) -> Iterator[ArticleFix]:
    """The ways of a section and of the branches below it; `lead` are the steps before them, `risks` what those may
    break."""
    branches = [child for child in section.children if child.role in _BRANCHES]
    options = [child for child in branches if child.role is Role.OPTION]
    headings = [child for child in branches if child.is_heading and child.role is not Role.OPTION]
    title = _title(section)
    platforms = _platforms(title) or platforms
    risks = (*risks, *_risks(section.children))
    if headings and all(_STEP_HEADING.match(child.heading) for child in headings):
        steps = (*lead, *_steps(section.blocks), *(step for child in headings for step in _whole(child)))
        risks = (*risks, *(risk for child in headings for risk in _risks(child.walk())))
        yield _fix(section, title, section.recommended, platforms, steps, risks)
        return
    first = min((child.line for child in branches), default=section.end + 1)
    before = (*lead, *_steps([block for block in section.blocks if block.line < first]))
    after = _steps([block for block in section.blocks if block.line >= first])
    if options:
        # A question before the options is what they have in common: it says how to find something out.
        common = [one for one in headings if one.line < options[0].line and _QUESTION.search(one.heading)]
        headings = [one for one in headings if one not in common]
        before = (*before, *(step for one in common for step in _whole(one)))
    nested = section.role is not Role.SOLUTION and section.is_heading and not section.recommended
    for option in sorted(options, key=lambda one: not one.recommended):
        steps = (*before, *_whole(option), *after)
        named = _platforms(option.title) or platforms
        id_ = option.slug or f"{section.slug}-option-{option.label}".casefold()
        # An option that is the better one of its branch is not thereby better than other branches.
        recommended = option.recommended and not nested
        warned = (*risks, *_risks(option.walk()))
        found = _fix(section, option.title or f"Option {option.label}", recommended, named, steps, warned)
        yield replace(found, id=id_, heading=option.slug or section.slug)
    # A lone heading below commands continues them, unless it names a system: then it is an exception to them.
    exception = len(headings) == 1 and not options and any(isinstance(step, CodeBlock) for step in before)
    exception = exception and not set(_platforms(_title(headings[0]))) <= set(platforms)
    if exception or not (options or headings):
        yield _fix(section, title, section.recommended, platforms, before, risks)
    for child in headings:
        yield from _ways(child, before, risks, platforms)


def _risks(sections: Iterable[Section]) -> tuple[str, ...]:
    return tuple(block.text for one in sections if one.role is Role.RISKS for block in one.blocks if block.text)


def _title(section: Section) -> str:
    """A heading's title: of an integration pattern what is named behind it."""
    _, _, rest = section.heading.partition(":")
    named = rest.strip().strip("[]").strip()
    return named if section.role is Role.INTEGRATION and named else section.title


def _fix(
    section: Section,
    title: str,
    recommended: bool,
    platforms: tuple[str, ...],
    steps: tuple[Step, ...],
    risks: tuple[str, ...],
) -> ArticleFix:
    topic = "" if section.role is Role.SOLUTION else section.title
    return ArticleFix(section.slug, section.slug, topic, title, recommended, platforms, steps, risks)


def _whole(section: Section) -> tuple[Step, ...]:
    """All steps of a section; of several options the recommended one, else the first."""
    options = [child for child in section.children if child.role is Role.OPTION]
    chosen = next((one for one in options if one.recommended), options[0] if options else None)
    steps = list(_steps(section.blocks))
    for child in section.children:
        if child.role in _BRANCHES and (child.role is not Role.OPTION or child is chosen):
            steps += _whole(child)
    return tuple(steps)


def _steps(blocks: Sequence[Block]) -> tuple[Step, ...]:
    found: list[Step] = []
    for block in blocks:
        if isinstance(block, CodeBlock):
            if block.text.strip():
                found.append(block)
        elif text := full_text(block).strip():
            found.append(text)
    return tuple(found)


def _platforms(title: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _PLATFORMS if pattern.search(title))


def _with_unique_ids(fixes: Sequence[ArticleFix]) -> tuple[ArticleFix, ...]:
    seen: dict[str, int] = {}
    found = []
    for one in fixes:
        name = one.id or "fix"
        seen[name] = seen.get(name, 0) + 1
        found.append(replace(one, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(found)
