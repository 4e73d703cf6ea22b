"""An answer as terminal text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from unstuck.article.placeholders import PLACEHOLDER
from unstuck.terminal.text import TextBuilder
from unstuck_search.matcher.matcher import Answer, Hit, Verdict

JSON = dict[str, Any]
_VAR_MARK = re.compile(r"[ \t]+(?:#|//|--|;|REM)[ \t]*(?:[^\w\s]+[ \t]*)?VAR[ \t]*$", re.MULTILINE)
_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "console", ""})
MAX_COMMAND_LINES = 12


def answer_page(answer: Answer, articles: Mapping[str, JSON], builder: TextBuilder, where: str, site: str = "") -> str:
    """The answer on one screen: verdict, why, TL;DR, commands with captures filled in, verification, risks, address.

    `articles` are the feed's entries by id; `where` names the knowledge base that was asked, `site` is its address
    where it is a published one.
    """
    if answer.verdict is Verdict.NONE:
        builder.add(builder.style("Nothing here matches; that is an honest no.", "bold"))
        builder.prose(f"Asked: {where}. Try `unstuck search` with a few words of it.", "dim")
        if answer.hits:
            builder.heading("Nearest, but probably not it")
            _list(answer.hits[:3], articles, builder)
        return builder.render()
    if answer.verdict is Verdict.CANDIDATES:
        builder.add(builder.style("Could be one of these.", "bold") + " No signature stands whole in the text.")
        builder.add()
        _list(answer.hits, articles, builder)
        return builder.render()
    best = answer.hits[0]
    tied = [
        hit
        for hit in answer.hits[1:]
        if hit.whole
        and (hit.confidence >= best.confidence or {s.line for s in hit.spans} == {s.line for s in best.spans})
    ]
    builder.add(builder.style("Found it.", "bold", "green") + " " + builder.style(_sureness(best.confidence), "dim"))
    builder.prose(f"{best.reason.partition(':')[0]}.", "dim")
    builder.add()
    article = articles[best.kb_id]
    _article(best, article, builder)
    if tied:
        builder.heading("Same error, other cause")
        check = next(iter(article["where_to_check"]), "")
        if check:
            builder.add(f"  {builder.style('Tell them apart:', 'dim')} {builder.style(check)}")
        _list(tied[:4], articles, builder)
    builder.add()
    more = urljoin(site, article["url"]) if site else f"unstuck show {best.kb_id}"
    builder.add(builder.style(more, "link") + builder.style("   all of it", "dim"))
    return builder.render()


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


def _article(hit: Hit, article: JSON, builder: TextBuilder) -> None:
    builder.prose(article["title"], "bold")
    facts = [
        article["fix_time"]["text"] if article["fix_time"] else "",
        f"criticality {article['criticality']}" if article["criticality"] else "",
    ]
    if article["complexity"]:
        facts.append(f"complexity {article['complexity']} of 5")
    builder.add(builder.style(" · ".join(["  ".join([article["kb_id"]]), *filter(None, facts)]), "dim"))
    tldr = article["tldr"]["action"] or article["tldr"]["symptom"]
    if tldr:
        builder.add()
        builder.prose(tldr)
    captures = {name.casefold(): value for name, value in hit.captures}
    if hit.captures:
        builder.add()
        for name, value in hit.captures:
            builder.add(f"  {builder.style(name, 'dim')}  {builder.style(value, 'thread')}")
    missing: dict[str, None] = {}
    shown = [one for one in article["commands"] if one["recommended"]] or article["commands"][:1]
    for command in shown[:2]:
        builder.heading(command["title"] or "Fix")
        missing.update(dict.fromkeys(_code(command["text"], command["language"], captures, builder)))
    if article["verification"]["commands"]:
        builder.heading("Verify")
        missing.update(dict.fromkeys(_code(article["verification"]["commands"][0], "bash", captures, builder)))
        for expected in article["verification"]["expected"][:2]:
            builder.prose(expected, "green", indent="    ", first="  = ")
    if missing:
        described = {one["name"]: one["description"] for one in article["placeholders"]}
        builder.heading("Fill in")
        for name in missing:
            builder.prose(f"__{name}__  {described.get(name, '')}".rstrip(), "amber", indent="      ", first="  ")
    risks = list(article["risks"][:2])
    if article["downtime_risk"] not in ("", "none"):
        risks.append(f"downtime risk {article['downtime_risk']}")
    if risks:
        builder.add()
        builder.prose(f"Risk: {'; '.join(risks)}", "amber")


def _code(text: str, language: str, captures: Mapping[str, str], builder: TextBuilder) -> tuple[str, ...]:
    filled, missing = fill(text, captures, shell=language in _SHELLS)
    lines = filled.strip("\n").split("\n")
    for line in lines[:MAX_COMMAND_LINES]:
        builder.add(f"  {builder.style(line)}".rstrip())
    if len(lines) > MAX_COMMAND_LINES:
        builder.add(builder.style(f"  … {len(lines) - MAX_COMMAND_LINES} more lines", "dim"))
    return missing


def _list(hits: Sequence[Hit], articles: Mapping[str, JSON], builder: TextBuilder) -> None:
    for hit in hits[:5]:
        article = articles[hit.kb_id]
        builder.prose(f"{article['title']}", indent="    ", first="  ")
        builder.add(f"    {builder.style(hit.kb_id, 'dim')}")
