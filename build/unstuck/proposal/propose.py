"""From a paste to a proposal: the signature of its error, a sample, and the paste as it may be kept and shared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from unstuck.article.telling import is_weak
from unstuck.proposal.choice import choose, is_beside
from unstuck.proposal.excerpt import Excerpt, take_excerpt, take_surroundings
from unstuck.proposal.messages import Message, read_message
from unstuck.proposal.templates import Proposed, propose_template
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.lines.normalise import Line, bounded_lines, read_lines
from unstuck_search.matcher.matcher import Verdict, build_matcher
from unstuck_search.redact import redact
from unstuck_search.rules import Rules, load_rules
from unstuck_search.signatures.signature import Signature, make_signature, match_from
from unstuck_search.signatures.template import Literal, TemplateError, escape, parse

_TRIED = 12  # of the likeliest lines, those for which a template is tried
_PARTNERS = 6  # lines that are tried as the second one of a weak signature
_REACH = 12  # lines between the two
_LONGEST_TITLE = 90
_MARKUP = re.compile(r"[`<>*|\\#~]+|__+|'…'|\"…\"")  # what Markdown would take for markup; quoted gaps say nothing


class Proposal(NamedTuple):
    """What a new article may state of an error.

    `lines` are the templates of its signature, `captures` what they hold, `sample` the lines they were made of, `title`
    words to begin with, `text` the paste as it is kept, without secrets and private facts; `numbers` are lines of it.
    `redacted` counts what was replaced, by kind. `weak` means that the signature would not be a match on its own.
    """

    lines: tuple[str, ...]
    captures: tuple[tuple[str, str], ...]
    sample: str
    title: str
    numbers: tuple[int, ...]
    excerpt: Excerpt
    redacted: Mapping[str, int]
    weak: bool

    @property
    def text(self) -> str:
        """The paste as it is kept."""
        return self.excerpt.text

    def front_matter(self) -> dict[str, object]:
        """The signature as an entry of `errors`."""
        lines: dict[str, object] = {"lines": list(self.lines)} if len(self.lines) > 1 else {"template": self.lines[0]}
        return lines | {"samples": [self.sample]}


def propose(text: str, kb_id: str) -> Proposal | None:
    """A proposal for the article of an id, from a paste; None where that has no words to go by."""
    rules = load_rules()
    lines = bounded_lines(text, rules, rules.limits.head_lines, rules.limits.tail_lines)
    likely = choose(lines, rules)
    if not likely:
        return None
    around = take_surroundings(text, likely[0].line.number)
    redacted = redact(around.text, rules)
    likely = choose(list(read_lines(redacted.text, rules)), rules)
    excerpt = take_excerpt(redacted.text, likely[0].line.number if likely else 1)
    kinds = Counter(kind for name, kind in redacted.kinds.items() if name in excerpt.text)
    kept = list(read_lines(excerpt.text, rules))
    pasted = list(read_lines(around.text, rules))
    for proposed in _signatures(kept, kb_id, rules):
        templates = tuple(one.template for one in proposed)
        signature = make_signature(kb_id, 1, templates)
        if _occurs(signature, kept, rules) and _occurs(signature, pasted, rules):
            return Proposal(
                templates,
                tuple(pair for one in proposed for pair in one.captures),
                "\n".join(one.message.text for one in proposed),
                title_of(proposed),
                tuple(one.message.line.number for one in proposed),
                excerpt._replace(first=around.first + excerpt.first - 1, of=around.of),
                kinds,
                not _is_strong(proposed, kb_id),
            )
    return None


def _signatures(lines: Sequence[Line], kb_id: str, rules: Rules) -> Iterator[tuple[Proposed, ...]]:
    """Signatures of the likeliest lines, the best first: the last ones quote pieces of lines."""
    likely = choose(lines, rules)
    for message in likely[:_TRIED]:
        try:
            yield _strongest(message, lines, likely, kb_id, rules)
        except TemplateError:
            continue
    for message in likely[:_TRIED]:
        for piece in _pieces(message, rules):
            try:
                parse(piece.template)
            except TemplateError:
                continue
            yield (piece,)


def _strongest(
    message: Message, lines: Sequence[Line], likely: Sequence[Message], kb_id: str, rules: Rules
) -> tuple[Proposed, ...]:
    """The signature of a line: alone where that tells enough, else with a line that belongs to it, else more of it
    quoted as it is.

    Raises:
        TemplateError: no template matches the line.
    """
    alone = propose_template(message, rules)
    code = _code_line(message, lines, rules)
    if code is not None:
        return _joined((code, message), rules)
    if _is_strong((alone,), kb_id):
        return (alone,)
    for partner in _partners(message, lines, likely, rules):
        first, second = sorted((message, partner), key=lambda one: one.place)
        together = _joined((first, second), rules)
        if _is_strong(together, kb_id):
            return together
    quoted = propose_template(message, rules, literal=True)
    return (quoted,) if _is_strong((quoted,), kb_id) else (alone,)


def _joined(messages: Sequence[Message], rules: Rules) -> tuple[Proposed, ...]:
    found: list[Proposed] = []
    for message in messages:
        taken = [name for one in found for name, _ in one.captures]
        found.append(propose_template(message, rules, taken))
    return tuple(found)


def _code_line(message: Message, lines: Sequence[Line], rules: Rules) -> Message | None:
    """The line `npm ERR! code …` above a message of npm: the two are one error."""
    for tool in ("npm ERR! ", "npm error "):
        if message.text.startswith(tool):
            for place in range(max(0, message.place - _REACH), message.place):
                if lines[place].text.startswith(f"{tool}code "):
                    return read_message(lines, place, rules)
    return None


def _partners(message: Message, lines: Sequence[Line], likely: Sequence[Message], rules: Rules) -> Iterator[Message]:
    """Lines that may make a weak one strong: the one it announces, then those near it, the most telling first."""
    after = message.place + 1
    if after < len(lines) and not is_beside(read_message(lines, after, rules), rules):
        yield read_message(lines, after, rules)
    near = [one for one in likely if 0 < abs(one.place - message.place) <= _REACH and not is_beside(one, rules)]
    yield from near[:_PARTNERS]


def _is_strong(proposed: Sequence[Proposed], kb_id: str) -> bool:
    """Whether a signature is a match where nothing else is known, and no check calls it weak."""
    templates = [parse(one.template) for one in proposed]
    if is_weak(templates):
        return False
    signature = make_signature(kb_id, 1, (template.source for template in templates))
    sample = "\n".join(one.message.text for one in proposed)
    context = {kb_id: ArticleContext(title_of(proposed))}
    return build_matcher([signature], context).match(sample).verdict is Verdict.MATCH


def title_of(proposed: Sequence[Proposed]) -> str:
    """The error in words, as a title to begin with."""
    # The line of a signature with the most words of its own is the one that speaks.
    parts = max((parse(one.template) for one in proposed), key=lambda template: len(template.literal_words)).parts
    text = "".join(part.text if isinstance(part, Literal) else "…" for part in parts)
    words = _MARKUP.sub(" ", text).split()
    while len(words) > 1 and len(" ".join(words)) > _LONGEST_TITLE:
        words.pop()
    title = " ".join(words)[:_LONGEST_TITLE].strip(" .,:;-…")
    return title if any(character.isalnum() for character in title) else ""


def _pieces(message: Message, rules: Rules) -> Iterator[Proposed]:
    """Pieces of a message as they are, the longest first: what is left where a line cannot be quoted as a whole."""
    text = message.text
    at = 0
    spans = []
    for found in re.finditer(f"{rules.secret_name.pattern}|{rules.hidden.pattern}", text):
        spans.append((at, found.start()))
        at = found.end()
    spans.append((at, len(text)))
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        for begin in (start, start + len(text[start:end].partition(" ")[0]) + 1):
            words = text[begin:end].strip()
            if any(character.isalnum() for character in words):
                first = message.start + text.index(words, begin)
                piece = message._replace(start=first, end=first + len(words))
                yield Proposed(escape(piece.text), piece, ())


def _occurs(signature: Signature, lines: Sequence[Line], rules: Rules) -> bool:
    """Whether a signature is in some lines."""
    window = rules.limits.signature_window
    return any(match_from(signature, lines, place, window) is not None for place in range(len(lines)))
