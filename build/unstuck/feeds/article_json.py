"""`/kb/<kb_id>.json` and `.md`: the twins of an article's page."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence

from unstuck.article.blocks import CodeBlock, full_text
from unstuck.article.fields import FIELDS
from unstuck.article.markdown import mask_comments
from unstuck.article.model import Article, Section, Tldr
from unstuck.article.role_table import note_key
from unstuck.article.source import Source
from unstuck.json_data import JSON, dump_whole


def article_json(article: Article) -> JSON:
    """The whole article as data. Empty parts are left out."""
    front = article.front
    return _compact(
        {
            "kb_id": article.kb_id,
            "title": article.title,
            **{
                field.name: field.kind.publish(getattr(front, field.name))
                for field in FIELDS
                if field.published and getattr(front, field.name)
            },
            "tldr": _tldr(article.tldr),
            "fix_time": article.fix_time and {"text": article.fix_time.text, "seconds": article.fix_time.seconds},
            "symptoms": [item.text for item in article.symptoms],
            "where_to_check": [command.text for command in article.where_to_check],
            "integration": article.integration
            and {"stage": article.integration.stage, "target": article.integration.target},
            "options": [
                _compact(
                    {
                        "label": option.label,
                        "title": option.title,
                        "recommended": option.recommended,
                        "audience": option.audience,
                        "code": _code(option.code),
                    }
                )
                for option in article.options
            ],
            "critical": [note.text for note in article.critical],
            "versions": [_compact({"label": note.label, "text": note.text}) for note in article.versions],
            "verification": article.verification
            and _compact(
                {
                    "seconds": article.verification.budget.seconds if article.verification.budget else None,
                    "code": _code(article.verification.code),
                    "expected": [note.text for note in article.verification.expected],
                }
            ),
            "fallbacks": [
                _compact(
                    {
                        "label": fallback.label,
                        "title": fallback.title,
                        "code": _code(fallback.code),
                        "when": fallback.when,
                        "risks": fallback.risks,
                    }
                )
                for fallback in article.fallbacks
            ],
            **{note_key(role): note.text for role, note in article.notes.items()},
            "errors": [
                _compact(
                    {
                        "lines": list(spec.lines),
                        "samples": list(spec.samples),
                        "versions": spec.versions,
                        "inferred": spec.inferred,
                        "fix": spec.fix,
                        "locale": spec.locale,
                        "order": spec.order or None,
                        "cues": list(spec.cues),
                        "check": spec.check,
                    }
                )
                for spec in article.errors
            ],
            "placeholders": [
                _compact(
                    {"name": placeholder.name, "description": placeholder.description, "example": placeholder.example}
                )
                for placeholder in article.placeholders
            ],
            "sections": [_section(section) for section in article.sections],
        }
    )


def known_ids_only(data: bytes, related_kb: Sequence[str], superseded_by: str, known: Container[str]) -> bytes:
    """The twin `data` without the ids of articles that are not published: not even their names may leak."""
    if all(one in known for one in (*related_kb, *filter(None, [superseded_by]))):
        return data
    value = json.loads(data)
    value["related_kb"] = [one for one in related_kb if one in known]
    if superseded_by not in known:
        value["superseded_by"] = ""
    return dump_whole(_compact(value))


def article_markdown(article: Article, source: Source, body_line: int) -> bytes:
    """The article as its author wrote it, without front matter and without comments, under its own title."""
    body = mask_comments(source.text[source.offset(body_line) :].replace("\r\n", "\n").replace("\r", "\n")).strip()
    head = "" if article.title_line else f"# {article.title}\n\n"
    return f"{head}{body}\n".encode("utf-8", "replace")


def _tldr(tldr: Tldr | None) -> JSON | None:
    return {"symptom": tldr.symptom, "action": tldr.action} if tldr and tldr.text else None


def _section(section: Section) -> JSON:
    return _compact(
        {
            "role": section.role.value,
            "title": section.title,
            "anchor": f"h-{section.slug}" if section.slug else "",
            "text": "\n\n".join(text for block in section.blocks if (text := full_text(block))),
            "sections": [_section(child) for child in section.children],
        }
    )


def _code(blocks: tuple[CodeBlock, ...]) -> list[JSON]:
    return [{"language": block.language, "text": block.text} for block in blocks]


def _compact(value: JSON) -> JSON:
    return {key: one for key, one in value.items() if one not in (None, "", [], {})}
