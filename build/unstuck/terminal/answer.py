"""An answer as terminal text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from unstuck.feeds.errors_feed import FeedArticle, FeedCommand
from unstuck.lookup.answer_json import fill_command
from unstuck.terminal.text import TextBuilder
from unstuck_search.commands.fill import Missing, Reason
from unstuck_search.matcher.matcher import Answer, Hit, Verdict

_REASONS = {
    Reason.NO_VALUE: "",
    Reason.HIDDEN: "not inserted: it contains invisible characters",
    Reason.NEEDS_QUOTES: "not inserted: no quoting is safe here",
    Reason.NAMES_PROGRAM: "not inserted: it would name the program to run",
    Reason.CODE: "not inserted: it would become part of code",
    Reason.DESTRUCTIVE: "not inserted: the command could destroy too much",
    Reason.OVERWRITES: "not inserted: the file would be overwritten",
}
MAX_COMMAND_LINES = 12


def answer_page(
    answer: Answer, articles: Mapping[str, FeedArticle], builder: TextBuilder, where: str, site: str = ""
) -> str:
    """The answer on one screen: verdict, why, TL;DR, commands with captures filled in, verification, risks, address.

    `articles` are the feed's entries by id; `where` names the knowledge base that was asked, `site` is its address
    where it is a published one.
    """
    if answer.verdict is Verdict.NONE:
        builder.add(builder.style("No article for this.", "bold"))
        builder.prose(f"Asked: {where}. Try `unstuck search` with a few words of it.", "dim")
        if answer.hits:
            builder.heading("Nearest, but probably not it")
            _list(answer.hits[:3], articles, builder)
        return builder.render()
    if answer.verdict is Verdict.CANDIDATES:
        builder.add(builder.style("No sure answer. Closest:", "bold") + " No signature matches in full.")
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
        check = next(iter(article.where_to_check), "")
        if check:
            builder.add(f"  {builder.style('Tell them apart:', 'dim')} {builder.style(check)}")
        _list(tied[:4], articles, builder)
    builder.add()
    more = urljoin(site, article.url) if site else f"unstuck show {best.kb_id}"
    builder.add(builder.style(more, "link") + builder.style("   all of it", "dim"))
    return builder.render()


def _sureness(confidence: float) -> str:
    if confidence >= 0.9:
        return "Very sure."
    return "Sure." if confidence >= 0.7 else "Fairly sure."


def _article(hit: Hit, article: FeedArticle, builder: TextBuilder) -> None:
    builder.prose(article.title, "bold")
    facts = [
        article.fix_time.text if article.fix_time else "",
        f"criticality {article.criticality}" if article.criticality else "",
    ]
    if article.complexity:
        facts.append(f"complexity {article.complexity} of 5")
    builder.add(builder.style(" · ".join([article.kb_id, *filter(None, facts)]), "dim"))
    tldr = article.tldr.action or article.tldr.symptom
    if tldr:
        builder.add()
        builder.prose(tldr)
    if hit.captures:
        builder.add()
        for name, value in hit.captures:
            builder.add(f"  {builder.style(name, 'dim')}  {builder.style(value, 'thread')}")
    missing: dict[str, Missing] = {}
    shown = [command for command in article.commands if command.recommended] or article.commands[:1]
    for command in shown[:2]:
        builder.heading(command.title or "Fix")
        missing |= _command(hit, command, builder)
    if article.verify_commands:
        builder.heading("Verify")
        missing |= _command(hit, article.verify_commands[0], builder)
        for expected in article.expected[:2]:
            builder.prose(expected, "green", indent="    ", first="  = ")
    if missing:
        described = {placeholder.name: placeholder.description for placeholder in article.placeholders}
        builder.heading("Fill in")
        for name, absent in missing.items():
            builder.prose(f"__{name}__  {described.get(name, '')}".rstrip(), "amber", indent="      ", first="  ")
            if absent.value:
                builder.add(f"      {builder.style(absent.value, 'thread')}  {builder.style(_REASONS[absent.reason])}")
    risks = list(article.risks[:2])
    if article.downtime_risk not in ("", "none"):
        risks.append(f"downtime risk {article.downtime_risk}")
    if risks:
        builder.add()
        builder.prose(f"Risk: {'; '.join(risks)}", "amber")


def _command(hit: Hit, command: FeedCommand, builder: TextBuilder) -> dict[str, Missing]:
    """A command with captured values marked; gives the placeholders that stayed."""
    filled = fill_command(hit, command)
    lines: list[str] = [""]
    for part in filled.parts:
        style = ("thread",) if part.filled else ("amber",) if part.name else ()
        first, *others = part.text.split("\n")
        lines[-1] += builder.style(first, *style)
        lines += [builder.style(line, *style) for line in others]
    while lines and not lines[-1].strip():
        lines.pop()
    for line in lines[:MAX_COMMAND_LINES]:
        builder.add(f"  {line}".rstrip())
    if len(lines) > MAX_COMMAND_LINES:
        builder.add(builder.style(f"  … {len(lines) - MAX_COMMAND_LINES} more lines", "dim"))
    return {absent.name: absent for absent in filled.missing}


def _list(hits: Sequence[Hit], articles: Mapping[str, FeedArticle], builder: TextBuilder) -> None:
    for hit in hits[:5]:
        article = articles[hit.kb_id]
        builder.prose(article.title, indent="    ", first="  ")
        builder.add(f"    {builder.style(hit.kb_id, 'dim')}")
