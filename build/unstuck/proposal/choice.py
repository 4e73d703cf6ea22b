"""Which lines of a paste state the error: not prompts, frames and summaries, but what reads like an error and tells
most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unstuck.article.infer import looks_like_command
from unstuck.proposal.messages import Message, is_labelled, message_bits, message_kind, read_message
from unstuck.proposal.values import find_values
from unstuck_search.lines.kinds import ERROR, FRAME, INFO, PLAIN, rank_lines, sort_lines
from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules

LOOKED_AT = 200  # lines that are compared
_MOST_BITS = 28.0  # more words than this make a line no more telling
_LOOKED_INTO = 400  # characters of a line in which values are looked for
_OF_KIND = {ERROR: 18.0, PLAIN: 0.0, INFO: -20.0, FRAME: -60.0}
_PROMPT = re.compile(
    r"(?:\([^)]{1,40}\) )?(?:\$ |[❯%] |PS [A-Za-z]:[^>]*>|[A-Za-z]:\\[^>]*>"
    r"|\[?[0-9A-Za-z_.-]+@[0-9A-Za-z_.-]+[ :][^$#%]{0,100}[$#%](?: |$)|\+{1,3} [a-z./]+ |> [a-z@][^ ]*(?:@| [a-z]))"
)
_SIGN = re.compile(
    r"(?:[0-9A-Za-z_./\\-]{1,80}: ){0,2}(?:fatal|error|panic|uncaught|unhandled|err!|e:|critical|!)[\[: ]",
    re.IGNORECASE,
)
_STEP = re.compile(r"(?:RUN|COPY|ADD|FROM|CMD) [a-z./-]|Run [a-z./-]+[@/ ]|To [^ ]+[:/][^ ]+$|[0-9]+: 0x[0-9a-f]+ ")
_TOOL_ERROR = re.compile(r"npm (?:ERR!|error|warn) ", re.IGNORECASE)
_EXCEPTION = re.compile(r"(?:[a-z0-9_]+\.)*[A-Z][A-Za-z0-9]*(?:Error|Exception|Failure|Exit|Interrupt)\b(?::|$)")
# What many errors end with, or say besides.
_SUMMARY = re.compile(
    r"exit(?:ed|s)? (?:with )?(?:non-zero )?(?:exit )?(?:code|status)|exited with code|returned (?:a )?non-zero"
    r"|ld returned|^make(?:\[[0-9]+\])?: \*\*\* (?!no rule)|build (?:stopped|fail)|command failed|aborting due to"
    r"|could not compile|previous errors?\b|complete log of this run|for more information about|re-run "
    r"|full stack trace|originates from a subprocess|subprocess-exited|run with --|what went wrong|get more help at"
    r"|elifecycle|completed with exit|lifecycle script|^error: process|failed with (?:exit|result)"
    r"|main process exited|^npm (?:err!|error) (?:errno|syscall|path|command|cwd|gyp|code|dest|file)\b|in function '"
    r"|: in function `|configuration file .* test failed|npm debug log|fix the upstream|see '[^']*--help"
    r"|application run failed|^error: failed to push some refs|^system error [0-9]+|and the repository exists"
    r"|^error: error\b|\berror: failed\W*$|^(?:build )?failed\W*$|no matching distribution|requirestack|try --help"
    r"|fullyqualifiederrorid|categoryinfo|not recoverable|exiting now|could not read from remote|warnings? found"
    r"|back-off|^\W*error \[|^ ?=> error|failed to solve: process|nothing to be done",
    re.IGNORECASE,
)
_DEATH = re.compile(
    r"(?:killed|aborted|segmentation fault|bus error|illegal instruction|terminated)\b.{0,20}$", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:^|^[^ ]+[0-9]: |^npm err! |^npm error )"
    r"(?:hint|note|help|tip|info|warn|warning|deprecat\w+|notice|npm warn|debug[0-9]?)\b",
    re.IGNORECASE,
)


def choose(lines: Sequence[Line], rules: Rules) -> tuple[Message, ...]:
    """The messages of a paste that may state its error, the most telling first."""
    sorted_lines = sort_lines(lines, rules)
    found = []
    for place, _ in rank_lines(sorted_lines, LOOKED_AT, rules):
        message = read_message(lines, place, rules)
        if any(character.isalnum() for character in message.text):
            found.append((-_worth(message, rules), place, message))
    return tuple(message for _, _, message in sorted(found, key=lambda one: one[:2]))


def is_beside(message: Message, rules: Rules) -> bool:
    """Whether a line is a command, a frame or an empty one: nothing that a signature may quote."""
    return _is_command(message) or message_kind(message, rules) == FRAME


def _is_command(message: Message) -> bool:
    """Whether a line is what somebody typed, or a program that a tool runs."""
    typed = _PROMPT.match(message.line.text)
    typed = typed or _STEP.match(message.text)
    return bool(typed) or (looks_like_command(message.text) and not _TOOL_ERROR.match(message.text))


def _worth(message: Message, rules: Rules) -> float:
    """How likely a line is the one that states the error."""
    text = message.text
    values = [(value.start, value.end) for value in find_values(text[:_LOOKED_INTO])]
    worth = min(message_bits(message, values, rules), _MOST_BITS) + _OF_KIND[message_kind(message, rules)]
    if _is_command(message):
        worth -= 100.0
    if _SIGN.match(text) or _EXCEPTION.match(text) or is_labelled(message):
        worth += 15.0
    if message.line.text.startswith("Caused by: ") and ": " in text:
        worth += 15.0
    if any(
        len(found[1]) > 3 and (found[1].isupper() or found[1][-1].isdigit()) for found in rules.codes.finditer(text)
    ):
        worth += 5.0
    if _DEATH.match(text):
        worth += 20.0
    if _SUMMARY.search(text):
        worth -= 60.0
    if _ASIDE.match(text):
        worth -= 20.0
    return worth
