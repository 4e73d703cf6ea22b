"""An answer as terminal text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from unstuck.feeds.errors_feed import FeedArticle, FeedCommand
from unstuck.lookup.answer_json import chosen_fix, fill_command, risks_of, telling_check
from unstuck.terminal.text import TextBuilder
from unstuck.wording import counted
from unstuck_search.commands.fill import Missing, Reason
from unstuck_search.matcher.answer import Answer, Hit, Verdict
from unstuck_search.rules import load_rules

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
MAX_STEPS = 8
MAX_CANDIDATES = 5
MAX_CAUSES = 4


def answer_page(
    answer: Answer,
    articles: Mapping[str, FeedArticle],
    builder: TextBuilder,
    where: str,
    site: str = "",
    platform: str = "",
) -> str:
    """The answer on one screen: verdict, why, TL;DR, the steps with captures filled in, verification, risks, address;
    then the other causes and the other errors of the paste.

    `articles` are the feed's entries by id; `where` names the knowledge base that was asked, `site` is its address
    where it is a published one; `platform` is the reader's system, for pastes that do not show theirs.
    """
    system = answer.platform or platform
    if answer.verdict is Verdict.NONE:
        builder.add(builder.style("No article for this.", "bold"))
        builder.prose(f"Asked: {where}. Try `unstuck search` with a few words of it.", "dim")
        _language(answer, builder, system)
        if answer.hits:
            builder.heading("Nearest, but probably not it")
            _list(answer.hits[:3], articles, builder)
        return builder.render()
    best = answer.hits[0]
    if answer.verdict is Verdict.CANDIDATES:
        others = [hit for hit in answer.hits[1:] if hit.confidence >= load_rules().limits.candidate_confidence]
        if not answer.likely:
            builder.add(builder.style("No sure answer. Closest:", "bold") + " No signature matches in full.")
            builder.add()
            _list([best, *others][:MAX_CANDIDATES], articles, builder, reasons=True)
            _language(answer, builder, system)
            return builder.render()
        builder.add(builder.style("Most likely:", "bold", "amber") + " no signature matches in full.")
        builder.prose(best.reason, "dim")
        builder.add()
        _article(best, articles[best.kb_id], builder, system)
        if others:
            builder.heading("Less likely")
            _list(others[: MAX_CANDIDATES - 1], articles, builder, reasons=True)
        _more(best, articles, builder, site)
        return builder.render()
    own, *rest = answer.errors()
    builder.add(builder.style("Found it.", "bold", "green") + " " + builder.style(_sureness(best.confidence), "dim"))
    builder.prose(f"{best.reason.partition(':')[0]}.", "dim")
    builder.add()
    check = telling_check(own, articles)
    if check:
        builder.prose(f"{_CAUSES.get(len(own), len(own))} causes print this. Tell them apart first:", "amber")
        builder.add(f"  {builder.style(check)}")
        builder.add()
    _article(best, articles[best.kb_id], builder, system)
    if own[1:]:
        builder.heading("Same error, other cause")
        _list(own[1:MAX_CAUSES], articles, builder)
    if rest:
        builder.heading("Also in this paste")
        for group in rest:
            _list(group[:1], articles, builder, lines=True)
    _more(best, articles, builder, site)
    return builder.render()


_CAUSES = {2: "Two", 3: "Three"}
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}


def _language(answer: Answer, builder: TextBuilder, platform: str) -> None:
    """How to get a message in English that was printed in another language."""
    if not answer.language:
        return
    name = _LANGUAGES.get(answer.language, "another language")
    builder.add()
    builder.prose(f"This looks like {name}. Articles state errors in English: run the command once more with", "amber")
    if platform == "windows":
        builder.add("    [Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'; COMMAND")
    else:
        builder.add("    LC_ALL=C COMMAND")


def _more(best: Hit, articles: Mapping[str, FeedArticle], builder: TextBuilder, site: str) -> None:
    builder.add()
    more = urljoin(site, articles[best.kb_id].url) if site else f"unstuck show {best.kb_id}"
    builder.add(builder.style(more, "link") + builder.style("   all of it", "dim"))


def _sureness(confidence: float) -> str:
    if confidence >= 0.9:
        return "Very sure."
    return "Sure." if confidence >= 0.7 else "Fairly sure."


def _article(hit: Hit, article: FeedArticle, builder: TextBuilder, platform: str) -> None:
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
    missing = _steps(hit, article, builder, platform)
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
    risks = [risk.rstrip(".") for risk in risks_of(chosen_fix(hit, article, platform), article)]
    if article.downtime_risk not in ("", "none"):
        risks.append(f"downtime risk {article.downtime_risk}")
    if risks:
        builder.add()
        builder.prose(f"Risk: {'; '.join(risks)}", "amber")


def _steps(hit: Hit, article: FeedArticle, builder: TextBuilder, platform: str) -> dict[str, Missing]:
    """The way that cures this error, step by step, then the titles of the other ways; gives what is to be filled in."""
    missing: dict[str, Missing] = {}
    fix = chosen_fix(hit, article, platform)
    if fix is None:
        return missing
    builder.heading(_heading(fix.title))
    for place, step in enumerate(fix.steps[:MAX_STEPS]):
        if place and not isinstance(fix.steps[place - 1], str):
            builder.add()
        if isinstance(step, str):
            builder.prose(step, indent="  ")
        else:
            missing |= _command(hit, article.commands[step], builder)
    if len(fix.steps) > MAX_STEPS:
        builder.add(builder.style(f"  … {counted(len(fix.steps) - MAX_STEPS, 'more step')}", "dim"))
    others = [_heading(other.title) for other in article.fixes if other is not fix and other.title != fix.title]
    if others:
        builder.add()
        builder.prose(f"Other ways: {'; '.join(others[:MAX_CAUSES])}", "dim", indent="  ", first="  ")
    return missing


def _heading(title: str) -> str:
    """A way's title with a capital, as it is a heading here."""
    return title[:1].upper() + title[1:] if title and title.casefold() not in ("solution", "fix") else "Fix"


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
        builder.add(f"    {line}".rstrip())
    if len(lines) > MAX_COMMAND_LINES:
        builder.add(builder.style(f"    … {len(lines) - MAX_COMMAND_LINES} more lines", "dim"))
    return {absent.name: absent for absent in filled.missing}


def _list(
    hits: Sequence[Hit],
    articles: Mapping[str, FeedArticle],
    builder: TextBuilder,
    *,
    reasons: bool = False,
    lines: bool = False,
) -> None:
    """Articles by title and id; where asked with how sure each is and why (the first one marked), or with lines."""
    for place, hit in enumerate(hits):
        mark = "→ " if reasons and place == 0 and len(hits) > 1 else "  "
        where = f"line {hit.lines[0]}: " if lines and hit.lines else ""
        builder.prose(f"{where}{articles[hit.kb_id].title}", indent="    ", first=mark)
        about = f"{hit.kb_id}  {hit.confidence:.0%}" if reasons else hit.kb_id
        builder.add(f"    {builder.style(about, 'dim')}")
        if reasons:
            builder.prose(hit.reason, "dim", indent="    ")
