"""Error signatures: what an article says its error looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from unstuck_search.lines.normalise import Line
from unstuck_search.rules import load_rules
from unstuck_search.signatures.beginning import is_beginning, must_begin
from unstuck_search.signatures.template import Found, Literal, Template, Variable, parse
from unstuck_search.text import WORD, fold


class Signature(NamedTuple):
    """One way an article's error shows: one template, or several for lines that follow each other in this order.

    `id` is unique in its knowledge base (`CROSS_DOCKER_001#2`). Where other articles state the same error, `order` says
    which comes first (1 before 2, 0 after all of them), and `cues` are texts whose presence in a paste speaks for this
    article.
    """

    id: str
    kb_id: str
    templates: tuple[Template, ...]
    samples: tuple[str, ...] = ()
    versions: str = ""
    inferred: bool = False
    order: int = 0
    cues: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The signature as written, lines joined by line breaks."""
        return "\n".join(template.source for template in self.templates)

    @property
    def shape(self) -> str:
        """Equal for signatures that match the same text."""
        return "\n".join(template.shape for template in self.templates)


def make_signature(
    kb_id: str,
    number: int,
    lines: Iterable[str],
    samples: Iterable[str] = (),
    versions: str = "",
    *,
    inferred: bool = False,
    order: int = 0,
    cues: Iterable[str] = (),
) -> Signature:
    """A signature from its templates.

    Raises:
        TemplateError: one of them is not of the grammar.
    """
    templates = tuple(parse(line) for line in lines)
    return Signature(
        f"{kb_id}#{number}", kb_id, templates, tuple(samples), versions, inferred, order, tuple(map(fold, cues))
    )


def capture_types(signature: Signature) -> dict[str, str]:
    """The type of each named part of a signature, by name."""
    parts = (part for template in signature.templates for part in template.parts)
    return {part.name: part.type for part in parts if isinstance(part, Variable) and part.name}


def captures_version(signature: Signature) -> bool:
    """Whether a named part of a signature is a version."""
    return any(
        isinstance(part, Variable) and part.type == "version" and bool(part.name)
        for template in signature.templates
        for part in template.parts
    )


def anchors(template: Template) -> tuple[str, ...]:
    """The whole words that any line matching the template holds: not those that touch a variable part."""
    found: list[str] = []
    for index, part in enumerate(template.parts):
        if isinstance(part, Literal):
            text = fold(part.text)
            spans = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
            for start, end, word in spans:
                open_left = start == 0 and index > 0 and isinstance(template.parts[index - 1], Variable)
                last = index == len(template.parts) - 1
                open_right = end == len(text) and (last or isinstance(template.parts[index + 1], Variable))
                # The end of a template may cut a word short ("permission den"): only a known end is whole.
                if not open_left and not (open_right and not last):
                    found.append(word)
    return tuple(found)


class LineMatch(NamedTuple):
    """Where one template of a signature matched: an input line and offsets into its cleaned text."""

    line: Line
    found: Found


def begins(signature: Signature, line: Line, start: int) -> bool:
    """Whether a match of a signature may begin at an offset of a line."""
    rules = load_rules()
    return not must_begin(signature.templates[0], rules) or is_beginning(line, start, rules)


def match_from(signature: Signature, lines: Sequence[Line], index: int, window: int) -> tuple[LineMatch, ...] | None:
    """Match a signature whose first template must match `lines[index]`; the rest in order, gaps allowed."""
    first = signature.templates[0].find(lines[index].text, lines[index].folded)
    if first is None or not begins(signature, lines[index], first.start):
        return None
    matches = [LineMatch(lines[index], first)]
    at = index
    begin = first.end
    for template in signature.templates[1:]:
        for here in range(at, min(index + window, len(lines))):
            line = lines[here]
            found = template.find(line.text[begin:], line.folded[begin:])
            if found is not None:
                found = Found(found.start + begin, found.end + begin, found.captures)
                matches.append(LineMatch(line, found))
                at, begin = here, found.end
                break
            begin = 0
        else:
            return None
    return tuple(matches)
