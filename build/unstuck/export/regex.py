"""Templates as regular expressions that mean the same to RE2, .NET, JavaScript and Python.

They find every line that the template finds. No look-around, no named groups, no bounds over 100 (RE2 refuses large
ones); a part's bounded length becomes an open one.
"""

from __future__ import annotations

import re

from unstuck_search.rules import load_rules
from unstuck_search.signatures.template import TYPES, Literal, Template, Variable

_BOUND = re.compile(r"\{([01]),[0-9]{3,}\}")
_SPECIAL = frozenset("\\^$.|?*+()[]{}")
_OPENING = "[(\\[{\"'`]*"


def regex(template: Template, *, fold: bool = False, groups: bool = False) -> str:
    """The pattern, to be searched in a line without regard to case.

    `fold` spells both cases out, for tools that always compare them; `groups` makes each named part a group, in the
    order of `template.names`.
    """
    found = [_start(template)]
    for part in template.parts:
        if isinstance(part, Literal):
            found.append("".join(_character(one, fold) for one in part.text))
        else:
            kind = _type(part.type)
            found.append(f"({kind})" if groups and part.name else f"(?:{kind})")
    return "".join(found)


def _start(template: Template) -> str:
    """Where a template may begin: not in the middle of a word; a variable part at the front, behind a space."""
    first = template.parts[0]
    if isinstance(first, Variable):
        return {"rest": r"^\s*", "quoted": ""}.get(first.type, rf"(?:^|\s){_OPENING}")
    return "(?:^|[^0-9A-Za-z])" if first.text[:1].isalnum() else ""


def _type(name: str) -> str:
    return _BOUND.sub(lambda found: "*" if found[1] == "0" else "+", TYPES[name].replace('\\"', '"'))


def _character(one: str, fold: bool) -> str:
    if one == " ":
        return r"\s+"
    # The matcher straightens the quotes of a paste; a pattern has to allow for each.
    curly = "".join(chr(mark) for mark, plain in load_rules().quotes.items() if plain == one)
    if curly:
        return f"[{one}{curly}]"
    lower, upper = one.lower(), one.upper()
    if fold and lower != upper and len(lower) == len(upper) == 1:
        return f"[{upper}{lower}]"
    return f"\\{one}" if one in _SPECIAL else one
