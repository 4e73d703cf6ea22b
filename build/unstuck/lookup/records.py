"""An article as a full-text record."""

from __future__ import annotations

from unstuck.article.blocks import CodeBlock, code_blocks
from unstuck.article.model import Article, Role
from unstuck_search.fulltext.engine import Record

FACETS = ("tag", "category", "platform", "technology", "criticality")
_OTHER_FIELDS = frozenset({Role.TLDR, Role.SYMPTOMS})


def article_record(article: Article, digest: str = "") -> Record:
    """What full text indexes of an article; `digest` changes with its file."""
    front = article.front
    code = [block.text for block in code_blocks(article.blocks())]
    commands = [command.text for command in article.where_to_check]
    sections = (section for section in article.walk() if section.role not in _OTHER_FIELDS)
    blocks = (*article.intro, *(block for section in sections for block in section.blocks))
    headings = [section.title for section in article.walk() if section.is_heading]
    errors = [line for spec in article.errors for line in (*spec.lines, *spec.samples)]
    return Record(
        id=article.kb_id,
        title=article.title,
        errors="\n".join(errors),
        symptoms="\n".join(item.text for item in article.symptoms),
        tldr=article.tldr.text if article.tldr else "",
        commands="\n".join([*code, *commands]),
        body="\n".join([*headings, *(block.text for block in blocks if not isinstance(block, CodeBlock))]),
        facets={
            "category": (front.category,) if front.category else (),
            "platform": front.platform,
            "technology": front.technologies,
            "tag": front.tags,
            "criticality": (front.criticality,) if front.criticality else (),
        },
        digest=digest,
    )
