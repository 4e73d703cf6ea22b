"""What `unstuck new --from-error` says of its proposal, as terminal text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unstuck.feeds.errors_feed import FeedArticle
from unstuck.lookup.overlap import Overlap
from unstuck.proposal.propose import Proposal
from unstuck.terminal.text import TextBuilder
from unstuck.wording import counted
from unstuck_search.matcher.matcher import Answer, Verdict

_MOST = 3  # near articles and collisions that are listed
_LINE = 200  # characters of a quoted line


def proposal_page(
    proposal: Proposal,
    answer: Answer,
    articles: Mapping[str, FeedArticle],
    overlaps: Sequence[Overlap],
    problems: Sequence[str],
    builder: TextBuilder,
) -> str:
    """What was kept, the template with its captures, the articles near the paste, and what else the template matches.

    `answer` is what the knowledge base said of the paste before the article was written; `articles` are its articles by
    id; `problems` are those of the article's own evidence, now that it is written.
    """
    _kept(proposal, builder)
    numbers = " and ".join(str(number) for number in proposal.numbers)
    one = len(proposal.lines) == 1
    builder.heading(f"{'Template, from line' if one else 'Templates, from lines'} {numbers} of the log")
    for line in proposal.lines:
        builder.add(f"  {builder.style(line)}")
    room = max((len(name) for name, _ in proposal.captures), default=0)
    for name, value in proposal.captures:
        builder.add(f"    {builder.style(f'{name:{room}}', 'dim')}  {builder.style(value[:_LINE], 'thread')}")
    if proposal.weak:
        builder.prose(
            "It is weak: logs of other errors may hold it. Quote more of the message, or add a second line.",
            "amber",
            indent="  ",
        )
    _near(answer, articles, builder)
    _overlaps(overlaps, builder)
    if problems:
        builder.heading("Its own evidence does not find it first yet")
        for problem in problems:
            builder.prose(problem, "red", indent="    ", first="  ")
    return builder.render()


def _kept(proposal: Proposal, builder: TextBuilder) -> None:
    excerpt = proposal.excerpt
    count = excerpt.text.count("\n")
    lines = counted(count, "line")
    if not excerpt.is_whole:
        lines = f"Lines {excerpt.first:,} to {excerpt.first + count - 1:,} of {excerpt.of:,}"
    told = [f"{kind} ({number})" if number > 1 else kind for kind, number in sorted(proposal.redacted.items())]
    replaced = f"; replaced: {', '.join(told)}" if told else "; nothing private found in them"
    builder.prose(
        f"The log keeps {lines[:1].lower()}{lines[1:]} of the paste{replaced}. Read it before you share it.", "dim"
    )


def _near(answer: Answer, articles: Mapping[str, FeedArticle], builder: TextBuilder) -> None:
    if answer.verdict is Verdict.MATCH:
        best = answer.hits[0]
        builder.heading(f"{best.kb_id} already answers this paste")
        builder.prose(articles[best.kb_id].title, indent="  ")
        builder.prose(best.reason[:_LINE], "dim", indent="  ")
        builder.prose(
            "If the cause is the same, delete the new article and add your wording to the `errors` of that one. "
            "If it is another one, say in both how to tell them apart.",
            "amber",
            indent="  ",
        )
    elif answer.verdict is Verdict.CANDIDATES:
        builder.heading("Articles near it")
        for hit in answer.hits[:_MOST]:
            builder.prose(f"{hit.kb_id}  {articles[hit.kb_id].title}", indent="    ", first="  ")
    else:
        builder.heading("No article is near it.")


def _overlaps(overlaps: Sequence[Overlap], builder: TextBuilder) -> None:
    if not overlaps:
        builder.add("The template matches nothing else in the knowledge base.")
        return
    builder.heading(f"The template also matches evidence of {counted(len(overlaps), 'other article')}")
    for overlap in overlaps[:_MOST]:
        builder.prose(f"{overlap.kb_id}  {overlap.name}, line {overlap.number}", "amber", indent="    ", first="  ")
        builder.add(f"    {builder.style(overlap.line[:_LINE], 'dim')}")
    if len(overlaps) > _MOST:
        builder.add(builder.style(f"  … and {len(overlaps) - _MOST} more", "dim"))
