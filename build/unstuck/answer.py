"""An answer for people in a terminal, and for programs as JSON."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from unstuck.placeholders import PLACEHOLDER
from unstuck.terminal import Page
from unstuck_search.engine import SearchResult
from unstuck_search.matcher import Answer, Hit, Verdict

JSON = dict[str, Any]
_VAR_MARK = re.compile(r"[ \t]+(?:#|//|--|;|REM)[ \t]*(?:[^\w\s]+[ \t]*)?VAR[ \t]*$", re.MULTILINE)
_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "console", ""})
MAX_COMMAND_LINES = 12


def answer_json(answer: Answer, identity: object = None, elapsed_ms: float | None = None) -> JSON:
    """The answer as contracted for `--format json` and `--batch`."""
    hits = [
        {
            "kb_id": hit.kb_id,
            "confidence": hit.confidence,
            "signature": hit.signature,
            "lines": [{"line": span.line, "start": span.start, "end": span.end} for span in hit.spans],
            "captures": [{"name": name, "value": value} for name, value in hit.captures],
            "reason": hit.reason,
        }
        for hit in answer.hits
    ]
    result: JSON = {"verdict": answer.verdict.value, "hits": hits}
    if identity is not None:
        result = {"id": identity, **result}
    if elapsed_ms is not None:
        result["elapsed_ms"] = round(elapsed_ms, 3)
    return result


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


def answer_page(answer: Answer, articles: Mapping[str, JSON], page: Page, where: str, site: str = "") -> str:
    """The answer on one screen: verdict, why, TL;DR, commands with captures filled in, verification, risks, address.

    `articles` are the feed's entries by id; `where` names the knowledge base that was asked, `site` is its address
    where it is a published one.
    """
    if answer.verdict is Verdict.NONE:
        page.add(page.style("Nothing here matches; that is an honest no.", "bold"))
        page.prose(f"Asked: {where}. Try `unstuck search` with a few words of it.", "dim")
        if answer.hits:
            page.heading("Nearest, but probably not it")
            _list(answer.hits[:3], articles, page)
        return page.render()
    if answer.verdict is Verdict.CANDIDATES:
        page.add(page.style("Could be one of these.", "bold") + " No signature stands whole in the text.")
        page.add()
        _list(answer.hits, articles, page)
        return page.render()
    best = answer.hits[0]
    tied = [
        hit
        for hit in answer.hits[1:]
        if hit.whole
        and (hit.confidence >= best.confidence or {s.line for s in hit.spans} == {s.line for s in best.spans})
    ]
    page.add(page.style("Found it.", "bold", "green") + " " + page.style(_sureness(best.confidence), "dim"))
    page.prose(f"{best.reason.partition(':')[0]}.", "dim")
    page.add()
    article = articles[best.kb_id]
    _article(best, article, page)
    if tied:
        page.heading("Same error, other cause")
        check = next(iter(article["where_to_check"]), "")
        if check:
            page.add(f"  {page.style('Tell them apart:', 'dim')} {page.style(check)}")
        _list(tied[:4], articles, page)
    page.add()
    more = urljoin(site, article["url"]) if site else f"unstuck show {best.kb_id}"
    page.add(page.style(more, "link") + page.style("   all of it", "dim"))
    return page.render()


def fill(text: str, captures: Mapping[str, str], *, shell: bool) -> tuple[str, tuple[str, ...]]:
    """A command with captured values in place of its placeholders (shell-quoted), and the names still missing."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        captured = captures.get(found[1].casefold())
        if captured is None or (shell and not captured.isprintable()):
            missing[found[1]] = None
            return found[0]
        return shlex.quote(captured) if shell else captured

    filled = PLACEHOLDER.sub(value, _VAR_MARK.sub("", text))
    return filled, tuple(missing)


def _sureness(confidence: float) -> str:
    if confidence >= 0.9:
        return "Very sure."
    return "Sure." if confidence >= 0.7 else "Fairly sure."


def _article(hit: Hit, article: JSON, page: Page) -> None:
    page.prose(article["title"], "bold")
    facts = [
        article["fix_time"]["text"] if article["fix_time"] else "",
        f"criticality {article['criticality']}" if article["criticality"] else "",
    ]
    if article["complexity"]:
        facts.append(f"complexity {article['complexity']} of 5")
    page.add(page.style(" · ".join(["  ".join([article["kb_id"]]), *filter(None, facts)]), "dim"))
    tldr = article["tldr"]["action"] or article["tldr"]["symptom"]
    if tldr:
        page.add()
        page.prose(tldr)
    captures = {name.casefold(): value for name, value in hit.captures}
    if hit.captures:
        page.add()
        for name, value in hit.captures:
            page.add(f"  {page.style(name, 'dim')}  {page.style(value, 'thread')}")
    missing: dict[str, None] = {}
    shown = [one for one in article["commands"] if one["recommended"]] or article["commands"][:1]
    for command in shown[:2]:
        page.heading(command["title"] or "Fix")
        missing.update(dict.fromkeys(_code(command["text"], command["language"], captures, page)))
    if article["verification"]["commands"]:
        page.heading("Verify")
        missing.update(dict.fromkeys(_code(article["verification"]["commands"][0], "bash", captures, page)))
        for expected in article["verification"]["expected"][:2]:
            page.prose(expected, "green", indent="    ", first="  = ")
    if missing:
        described = {one["name"]: one["description"] for one in article["placeholders"]}
        page.heading("Fill in")
        for name in missing:
            page.prose(f"__{name}__  {described.get(name, '')}".rstrip(), "amber", indent="      ", first="  ")
    risks = list(article["risks"][:2])
    if article["downtime_risk"] not in ("", "none"):
        risks.append(f"downtime risk {article['downtime_risk']}")
    if risks:
        page.add()
        page.prose(f"Risk: {'; '.join(risks)}", "amber")


def _code(text: str, language: str, captures: Mapping[str, str], page: Page) -> tuple[str, ...]:
    filled, missing = fill(text, captures, shell=language in _SHELLS)
    lines = filled.strip("\n").split("\n")
    for line in lines[:MAX_COMMAND_LINES]:
        page.add(f"  {page.style(line)}".rstrip())
    if len(lines) > MAX_COMMAND_LINES:
        page.add(page.style(f"  … {len(lines) - MAX_COMMAND_LINES} more lines", "dim"))
    return missing


def _list(hits: Sequence[Hit], articles: Mapping[str, JSON], page: Page) -> None:
    for hit in hits[:5]:
        article = articles[hit.kb_id]
        page.prose(f"{article['title']}", indent="    ", first="  ")
        page.add(f"    {page.style(hit.kb_id, 'dim')}")
