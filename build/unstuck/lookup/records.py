"""An article as a full-text record."""

from __future__ import annotations

from unstuck.article.model import Article, Role
from unstuck_search.fulltext.engine import Record

FACETS = ("tag", "category", "platform", "technology", "criticality")
_TOLD_ELSEWHERE = frozenset({Role.TLDR, Role.SYMPTOMS})


def article_record(article: Article, digest: str = "") -> Record:
    """What full text indexes of an article; `digest` tells whether its file changed."""
    front = article.front
    code = [block.text for block in article.blocks() if block.kind == "code"]
    commands = [command.text for command in article.where_to_check]
    body = [
        block.text
        for section in article.walk()
        if section.role not in _TOLD_ELSEWHERE
        for block in section.blocks
        if block.kind != "code"
    ]
    headings = [section.title for section in article.walk() if section.level < 7]
    errors = [line for spec in article.errors for line in (*spec.lines, *spec.samples)]
    tldr = f"{article.tldr.symptom} → {article.tldr.action}".rstrip(" →") if article.tldr else ""
    return Record(
        id=article.kb_id,
        title=article.title,
        errors="\n".join(errors),
        symptoms="\n".join(item.text for item in article.symptoms),
        tldr=tldr,
        commands="\n".join([*code, *commands]),
        body="\n".join([*(block.text for block in article.intro if block.kind != "code"), *headings, *body]),
        facets={
            "category": (front.category,) if front.category else (),
            "platform": front.platform,
            "technology": front.technologies,
            "tag": front.tags,
            "criticality": (front.criticality,) if front.criticality else (),
        },
        digest=digest,
    )
