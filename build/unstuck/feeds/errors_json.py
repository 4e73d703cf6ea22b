"""`/errors.json`: error strings to articles, and all that an answer in a terminal or a chat needs of them.

The same entries are the matcher's index on this machine, so what the terminal answers is what the feed says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unstuck import __version__
from unstuck.article.blocks import CodeBlock
from unstuck.article.model import Article, Option, Role
from unstuck.article.placeholders import find_placeholders
from unstuck_search.index.article_terms import Context
from unstuck_search.signatures.signature import Signature, make_signature
from unstuck_search.signatures.template import TemplateError, Variable

JSON = dict[str, Any]
SCHEMA = "schema/errors-1.json"


def article_signatures(article: Article) -> tuple[Signature, ...]:
    """The signatures of an article; those whose template is broken are left out (a check tells of them)."""
    found = []
    for number, spec in enumerate(article.errors, 1):
        try:
            found.append(
                make_signature(article.kb_id, number, spec.lines, spec.samples, spec.versions, inferred=spec.inferred)
            )
        except TemplateError:
            continue
    return tuple(found)


def article_entry(article: Article) -> JSON:
    """What the feed says of one article."""
    commands = [
        _command(code, option)
        for option in sorted(article.options, key=lambda option: not option.recommended)
        for code in option.code
    ]
    if not commands:
        solution = next((section for section in article.walk() if section.role == "solution"), None)
        commands = [_command(code) for code in (solution.code() if solution else ())]
    verification = article.verification
    return {
        "kb_id": article.kb_id,
        "title": article.title,
        "url": f"kb/{article.kb_id}/index.html",
        "tldr": {
            "symptom": article.tldr.symptom if article.tldr else "",
            "action": article.tldr.action if article.tldr else "",
        },
        "category": article.front.category,
        "platform": list(article.front.platform),
        "technologies": list(article.front.technologies),
        "tags": list(article.front.tags),
        "complexity": article.front.complexity,
        "criticality": article.front.criticality,
        "created": str(article.front.created or ""),
        "updated": (article.front.updated or article.front.created or "")
        and str(article.front.updated or article.front.created),
        "fix_time": {"text": article.fix_time.text, "seconds": article.fix_time.seconds} if article.fix_time else None,
        "where_to_check": [command.text for command in article.where_to_check],
        "commands": commands,
        "verification": {
            "commands": [_command_text(code) for code in verification.code] if verification else [],
            "expected": [note.text for note in verification.expected] if verification else [],
        },
        "fallbacks": [
            {
                "title": one.title,
                "when": one.when,
                "risks": one.risks,
                "commands": [_command_text(code) for code in one.code],
            }
            for one in article.fallbacks
        ],
        "impact": article.front.impact,
        "downtime_risk": article.front.downtime_risk,
        "risks": _risks(article),
        "placeholders": [
            {"name": one.name, "description": one.description, "example": one.example} for one in article.placeholders
        ],
        "related_kb": list(article.front.related_kb),
    }


def _command(code: CodeBlock, option: Option | None = None) -> JSON:
    return {
        "option": option.label if option else "",
        "title": option.title if option else "",
        "recommended": option.recommended if option else False,
        **_command_text(code),
    }


def _command_text(code: CodeBlock) -> JSON:
    return {
        "language": code.language,
        "text": code.text,
        "placeholders": list(dict.fromkeys(found[1] for found in find_placeholders(code.text, code.language))),
    }


def _risks(article: Article) -> list[str]:
    """What the fix itself may break, as far as the article says; the risks of fallbacks stand with them."""
    fallbacks = {id(section) for top in article.walk() if top.role is Role.FALLBACK for section in top.walk()}
    return [
        block.text
        for section in article.walk()
        if section.role is Role.RISKS and id(section) not in fallbacks
        for block in section.blocks
        if block.text
    ]


def signature_entry(signature: Signature, placeholders: Sequence[str]) -> JSON:
    """What the feed says of one signature: the type of each capture and the placeholder it fills."""
    known = {name.casefold(): name for name in placeholders}
    captures = {
        part.name: {"name": part.name, "type": part.type, "placeholder": known.get(part.name.casefold())}
        for template in signature.templates
        for part in template.parts
        if isinstance(part, Variable) and part.name
    }
    return {
        "id": signature.id,
        "kb_id": signature.kb_id,
        "lines": [template.source for template in signature.templates],
        "captures": list(captures.values()),
        "samples": list(signature.samples),
        "versions": signature.versions,
        "inferred": signature.inferred,
    }


def errors_feed(title: str, base_url: str, articles: Sequence[JSON], signatures: Sequence[JSON]) -> JSON:
    """The whole feed, articles and signatures sorted by id. Articles are related only to those of the feed."""
    known = {one["kb_id"] for one in articles}
    shown = [{**one, "related_kb": [other for other in one["related_kb"] if other in known]} for one in articles]
    return {
        "$schema": SCHEMA,
        "version": 1,
        "generator": f"unstuck {__version__}",
        "title": title,
        "base_url": base_url,
        "articles": sorted(shown, key=lambda one: str(one["kb_id"])),
        "errors": sorted(signatures, key=lambda one: (str(one["kb_id"]), int(str(one["id"]).rpartition("#")[2]))),
    }


def read_signatures(feed: JSON) -> list[Signature]:
    """The signatures of a feed, for a matcher."""
    return [
        make_signature(
            one["kb_id"],
            int(one["id"].rpartition("#")[2]),
            one["lines"],
            one["samples"],
            one["versions"],
            inferred=one["inferred"],
        )
        for one in feed["errors"]
    ]


def read_contexts(feed: JSON) -> dict[str, Context]:
    """What a feed tells a matcher of each article beside its signatures: its title and the words of its product."""
    return {
        one["kb_id"]: Context(
            one["title"], (*one["technologies"], *one["tags"], *one["platform"], *filter(None, [one["category"]]))
        )
        for one in feed["articles"]
    }
