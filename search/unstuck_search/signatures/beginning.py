"""Which templates must begin a message, and where a message may begin."""

from __future__ import annotations

from unstuck_search.lines.kinds import message_start
from unstuck_search.lines.normalise import Line
from unstuck_search.rules import Rules
from unstuck_search.signatures.template import ANYTHING, Literal, Template, Variable
from unstuck_search.text import WORD, fold

_JOINERS = "/-_."  # a word behind one of them is part of a longer name


def must_begin(template: Template, rules: Rules) -> bool:
    """Whether a template must begin the message: it has but one plain word before a typed part, which means something
    else as part of a longer phrase or name (`could not exec X`, `fork/exec X`)."""
    if len(template.parts) == 1:
        return False
    first, second = template.parts[:2]
    if not isinstance(first, Literal) or not isinstance(second, Variable) or second.type == ANYTHING:
        return False
    found = WORD.findall(first.text)
    return len(found) == 1 and found[0] == fold(found[0]) and rules.codes.search(first.text) is None


def is_beginning(line: Line, start: int, rules: Rules) -> bool:
    """Whether a message may begin at an offset of a line: there what logs put before messages ends, or what comes
    before it is neither the rest of a longer name nor a word that leads to the next one (`could not`, `unable to`)."""
    if start <= message_start(line, rules):
        return True
    if line.folded[start - 1] in _JOINERS:
        return False
    before = line.folded[:start].rstrip(f" {rules.opening}")
    return not before or not before[-1].isalnum() or WORD.findall(before)[-1] not in rules.leading_words
