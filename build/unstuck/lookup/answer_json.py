"""Answers and search results as the JSON that `--format json`, the HTTP API, MCP and the clients share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from unstuck.feeds.errors_feed import FeedArticle, FeedCommand, FeedFix
from unstuck.json_data import JSON
from unstuck_search.commands.choose_fix import choose_fix
from unstuck_search.commands.fill import Filled, Value, fill
from unstuck_search.fulltext.engine import SearchResult
from unstuck_search.matcher.answer import Answer, Hit
from unstuck_search.rules import load_rules


def answer_json(
    answer: Answer,
    articles: Mapping[str, FeedArticle],
    identity: object = None,
    elapsed_ms: float | None = None,
) -> JSON:
    """The answer as contracted for `--format json` and `--batch`; `articles` are the errors feed's entries by id. It
    depends on the paste alone, so that it is the same wherever it is asked for."""
    hits = [_hit(hit, articles[hit.kb_id], answer.platform) for hit in answer.hits]
    result: JSON = {
        "verdict": answer.verdict.value,
        "likely": answer.likely,
        "platform": answer.platform,
        "language": answer.language,
        "groups": [
            {
                "lines": list(group[0].lines),
                "kb_ids": [hit.kb_id for hit in group],
                "check": telling_check(group, articles),
            }
            for group in answer.errors()
        ],
        "hits": hits,
    }
    if identity is not None:
        result = {"id": identity, **result}
    if elapsed_ms is not None:
        result["elapsed_ms"] = round(elapsed_ms, 3)
    return result


def _hit(hit: Hit, article: FeedArticle, platform: str) -> JSON:
    fix = chosen_fix(hit, article, platform)
    return {
        "kb_id": hit.kb_id,
        "confidence": hit.confidence,
        "sure": hit.sure,
        "signature": hit.signature,
        "lines": [{"line": span.line, "start": span.start, "end": span.end} for span in hit.spans],
        "captures": [
            {"name": name, "value": value, "type": kind}
            for (name, value), kind in zip(hit.captures, hit.types, strict=True)
        ],
        "fix": None if fix is None else _fix(hit, article, fix),
        "commands": list(_commands(hit, article)),
        "reason": hit.reason,
    }


def chosen_fix(hit: Hit, article: FeedArticle, platform: str) -> FeedFix | None:
    """The way to cure it that an answer shows: what is meant for the signature and for the reader's system."""
    place = choose_fix(article.fixes, signature_number(hit), platform)
    return article.fixes[place] if place >= 0 else None


def risks_of(fix: FeedFix | None, article: FeedArticle) -> tuple[str, ...]:
    """What a way to cure an error may break, then what the article says of no way in particular. Risks of other ways
    would be wrong here: who reads them refuses the right cure, or believes a harmless one dangerous."""
    elsewhere = {risk for other in article.fixes for risk in other.risks}
    own = fix.risks if fix is not None else ()
    return (*own, *(risk for risk in article.risks if risk not in elsewhere))


def signature_number(hit: Hit) -> int:
    """The number of the signature that a hit was found by; 0 where it was found by none."""
    return int(hit.signature.rpartition("#")[2]) if hit.signature else 0


def telling_check(group: Sequence[Hit], articles: Mapping[str, FeedArticle]) -> str:
    """The command that tells the causes of one error apart: what their authors name, else where the first article says
    to look. Empty for a single cause."""
    if len(group) < 2:
        return ""
    for hit in group:
        named = dict(articles[hit.kb_id].checks).get(signature_number(hit))
        if named:
            return named
    return next(iter(articles[group[0].kb_id].where_to_check), "")


def _fix(hit: Hit, article: FeedArticle, fix: FeedFix) -> JSON:
    steps = [
        {"text": step} if isinstance(step, str) else _command(hit, article.commands[step], "fix", fix.title)
        for step in fix.steps
    ]
    risks = list(risks_of(fix, article))
    return {"id": fix.id, "heading": fix.heading, "title": fix.title, "steps": steps, "risks": risks}


def fill_command(hit: Hit, command: FeedCommand) -> Filled:
    """A command of the errors feed with the values that a hit captured."""
    values = {name.lower(): Value(value, kind) for (name, value), kind in zip(hit.captures, hit.types, strict=True)}
    return fill(command.text, command.language, values, load_rules().fill)


def search_json(result: SearchResult) -> JSON:
    """What full text found, as data."""
    return {
        "total": result.total,
        "hits": [
            {
                "kb_id": hit.id,
                "title": hit.title,
                "score": hit.score,
                "excerpt": hit.excerpt.text,
                "marks": [list(mark) for mark in hit.excerpt.marks],
            }
            for hit in result.hits
        ],
        "facets": {name: dict(counts) for name, counts in result.facets.items()},
        "did_you_mean": result.did_you_mean,
    }


def _commands(hit: Hit, article: FeedArticle) -> Iterator[JSON]:
    """Every command that the article gives: the fix, its verification, its fallbacks."""
    for command in article.commands:
        yield _command(hit, command, "fix", command.title)
    for command in article.verify_commands:
        yield _command(hit, command, "verify", "")
    for fallback in article.fallbacks:
        for command in fallback.commands:
            yield _command(hit, command, "fallback", fallback.title)


def _command(hit: Hit, command: FeedCommand, purpose: str, title: str) -> JSON:
    filled = fill_command(hit, command)
    return {
        "purpose": purpose,
        "option": command.option,
        "title": title,
        "recommended": command.recommended,
        "language": command.language,
        "filled": filled.text,
        "missing": [
            {"name": missing_value.name, "value": missing_value.value, "reason": missing_value.reason.value}
            for missing_value in filled.missing
        ],
    }
