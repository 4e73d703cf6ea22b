"""Code to HTML at build time: colours as classes, placeholders and VAR comments marked."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from markupsafe import escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, _TokenType
from pygments.util import ClassNotFound

from unstuck.article.placeholders import find_mark, find_placeholders

_MAX_CHARS = 40_000
_MAX_LINE = 4_000

# Few colours, each with a job; `assets/site.css` gives them their values. The first that fits counts.
CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "t-k"),
    (Comment.Hashbang, "t-c"),
    (Comment, "t-c"),
    (Generic.Deleted, "t-d"),
    (Generic.Inserted, "t-i"),
    (Generic.Prompt, "t-c"),
    (Generic.Heading, "t-k"),
    (Generic.Subheading, "t-k"),
    (Keyword, "t-k"),
    (Operator.Word, "t-k"),
    (String, "t-s"),
    (Number, "t-n"),
    (Name.Builtin, "t-f"),
    (Name.Function, "t-f"),
    (Name.Class, "t-f"),
    (Name.Tag, "t-a"),
    (Name.Attribute, "t-a"),
    (Name.Variable, "t-v"),
    (Name.Constant, "t-v"),
    (Punctuation, ""),
)
_ALIASES = {"terminal": "console", "shell-session": "console", "env": "bash", "conf": "ini", "docker-compose": "yaml"}
_PLAIN = frozenset({"", "text", "plain", "plaintext", "txt", "log", "output", "none"})


def code_html(text: str, language: str) -> str:
    """The inside of a `<code>` element; its text is the code, unchanged."""
    wraps = _wraps(text, language)
    if not wraps and language in _PLAIN:
        return str(escape(text))
    out = []
    pieces = list(_pieces(text, language))
    for start, end, opening, closing in (*wraps, (len(text), len(text), "", "")):
        out.append(_until(pieces, start))
        if end > start:
            out.append(f"{opening}{_until(pieces, end)}{closing}")
    return "".join(out)


def inline_code_html(text: str) -> str:
    """Inline code: placeholders are marked, nothing is coloured."""
    return code_html(text, "")


def _wraps(text: str, language: str) -> list[tuple[int, int, str, str]]:
    """What is to be wrapped, in order and without overlap: start, end, opening and closing tag."""
    found = [
        (one.start(), one.end(), f'<mark class="ph" data-name="{one[1]}">', "</mark>")
        for one in find_placeholders(text, language)
    ]
    if "VAR" in text:
        start = 0
        for line in text.split("\n"):
            mark = find_mark(line)
            if mark:
                begin = len(line[: mark.start()].rstrip())
                found.append((start + begin, start + len(line), '<span class="var">', "</span>"))
            start += len(line) + 1
    return sorted(found)


def _until(pieces: list[tuple[str, str]], end: int) -> str:
    """Take what precedes an offset off the front of the pieces; the first entry counts what is taken."""
    out = []
    taken = int(pieces[0][0])
    while taken < end:
        kind, text = pieces[1]
        part = text[: end - taken]
        taken += len(part)
        if len(part) == len(text):
            del pieces[1]
        else:
            pieces[1] = (kind, text[len(part) :])
        out.append(f'<span class="{kind}">{escape(part)}</span>' if kind and part.strip() else str(escape(part)))
    pieces[0] = (str(taken), "")
    return "".join(out)


def _pieces(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The code as (class, text), adjacent ones of one class joined; a counter of characters taken comes first."""
    yield ("0", "")
    lexer = _lexer(language) if len(text) <= _MAX_CHARS and max(map(len, text.split("\n"))) <= _MAX_LINE else None
    if lexer is None:
        yield ("", text)
        return
    kind, run, length = "", "", 0
    for token, whole in lexer.get_tokens(text):
        value = whole[: len(text) - length]  # lexers add a line break at the end
        length += len(value)
        here = _class(token)
        if here == kind or not value.strip():
            run += value
            continue
        if run:
            yield (kind, run)
        kind, run = here, value
    if run:
        yield (kind, run)


@functools.lru_cache(maxsize=1024)
def _class(token: _TokenType) -> str:
    chain = token.split()
    return next((name for kind, name in CLASSES if kind in chain), "")


@functools.lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    """The lexer of a language that keeps the text as it is; None for those unknown."""
    if language in _PLAIN:
        return None
    try:
        lexer: Lexer = get_lexer_by_name(_ALIASES.get(language, language), stripnl=False)
    except ClassNotFound:
        return None
    return lexer
