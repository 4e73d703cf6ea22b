"""What is a value in a place that a finder's pattern found, and of which type.

Numbers and codes that tell which error it is (`Errno 13`, `HTTP 404`, `0x80070005`) are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from unstuck.proposal.names import NOUNS, word_list
from unstuck.proposal.value import EXTENSIONS, HOST, KEPT, SECRET, UNITS, VERSION, Value, holds
from unstuck_search.rules import load_rules

_RULES = load_rules()
# Files that every project of a tool has by that name say what is wrong, not whose project it is.
_OF_TOOLS = frozenset(
    word_list(
        "package.json package-lock.json pyproject.toml setup.py requirements.txt cargo.toml cargo.lock go.mod go.sum "
        "pom.xml dockerfile makefile cmakelists.txt tsconfig.json composer.json build.gradle yarn.lock pnpm-lock.yaml"
    )
)
_COUNTERS = re.compile(
    r"(?:\b(?:line|lines|column|col|character|char|position|pos|offset|pid|process|thread|port|row|byte|index|length|size|"
    r"after|id|attempt|uid|gid|fd|sector|block|slot|shard|partition|user|range|only|got|have|has|needs?|within|limit|"
    r"sandbox|job|task|step|dimension|axis|shape|worker)s?(?: (?:of|is|to|was))?[ :=#(\[]*|[a-z_]=|\*:|:::)$",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"(?:\b(?:errno|winerror|error|err|code|status|http|http/[0-9.]+|exit|exited|exited with|signal|level|sqlstate|rc|"
    r"return(?:s|ed)?|event|hresult|tls|ssl|error from server)\b[ :=(#\[]*|[a-z0-9_.-]: \(|failed \(|[0-9]{3,5} \()-?$",
    re.IGNORECASE,
)
_STATUS = re.compile(r" [A-Z][a-z]+ ?(?:[A-Z][a-z]+)?|: [A-Z]")
_BEHIND = re.compile(rf" ?(?:{UNITS})\b|(?: [a-z]+)? (?!is\b|was\b|has\b|this\b|as\b|does\b)[a-z]{{3,}}s\b| were\b")
_OPERATOR = re.compile(r"\\?[a-z]|[^A-Za-z0-9]*|-.*")
_CODE = re.compile(r"(?:ERR_|E)?[A-Z][A-Z_]{3,}[0-9]*")
_FOLLOWING = "is|was|has|does|failed|exited|already|cannot|could|not|in|on|from|for|of|at"
# Nouns that a plain word behind them names, where the message ends with it or goes on with a verb.
_NAMED = (
    "package|module|container|pod|command|user|role|database|table|repository|branch|ref|refspec|program|plugin|formula|"
    "service"
)
_NOT_A_NAME = re.compile(
    r"(?:.*(?:ed|ing|able|ible|ly|ent|tion|ity|ure)|engine|runtime|daemon|name|names|image|id|ids|network|registry|file|"
    r"manager|key|error|failure|exists?|lookup|list|type|mode)",
    re.IGNORECASE,
)

Finder = Callable[["re.Match[str]"], Iterator[Value]]


def groups(*kinds: tuple[str, str]) -> Finder:
    """A finder that gives each group a type and a name."""

    def read(found: re.Match[str]) -> Iterator[Value]:
        for number, (kind, name) in enumerate(kinds, 1):
            if found[number] is not None:
                yield Value(*found.span(number), kind, name)

    return read


def trimmed(found: re.Match[str], kind: str, group: int = 0, name: str = "") -> Value:
    """A group without the punctuation of the sentence that it ends."""
    start, end = found.span(group)
    while end > start and found.string[end - 1] in _RULES.trailing:
        if found.string[end - 1] == "]" and re.search(rf"{SECRET}$", found.string[start:end]):
            break
        end -= 1
    return Value(start, end, kind, name)


def quoted(found: re.Match[str]) -> Iterator[Value]:
    """What is in quotation marks, unless it is an operator, an option, a code or a sentence."""
    group = next(number for number in (1, 2, 3) if found[number] is not None)
    text = found[group]
    start, end = found.span(group)
    words = text.split()
    if not words or _OPERATOR.fullmatch(text) or (_CODE.fullmatch(text) and _RULES.codes.search(f" {text} ")):
        yield Value(start, end, KEPT)
    elif len(words) > 1:
        if len(words) <= _RULES.limits.max_example_words and not all(
            word.isalpha() and word.islower() for word in words
        ):
            yield Value(start, end, "rest")
        elif len(words) <= _RULES.limits.max_example_words:
            yield Value(start, end, KEPT)
    else:
        prefixed = re.fullmatch(r"([A-Z]{2,}_)([0-9]+(?:\.[0-9]+)+)", text)
        if prefixed:
            yield Value(start + prefixed.start(2), end, "version")
        else:
            yield Value(start, end, _type_of(text, found.string[max(0, start - 30) : start]))


def _type_of(text: str, before: str) -> str:
    """The type of one word in quotation marks."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://.+", text) and holds("url", text):
        return "url"
    if re.search(r"\b(?:image|manifest|pull)\b", before, re.IGNORECASE) and holds("image", text):
        return "image"
    if re.fullmatch(r"[0-9a-f]{12,}", text) and re.search("[0-9]", text):
        return "hex"
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", text):
        return "ip"
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return "int"
    if re.fullmatch(VERSION, text):
        return "version"
    if text == "localhost" or re.fullmatch(HOST, text):
        return "host"
    is_path = "/" in text or "\\" in text or re.fullmatch(rf"[^.\s]+.*\.(?:{EXTENSIONS})", text)
    return "path" if is_path and holds("path", text) else "word"


def file_place(found: re.Match[str]) -> Iterator[Value]:
    """A path, and the line and column behind it. A tool's own source file is part of the message."""
    value = trimmed(found, "path", 1)
    name = found.string[value.start : value.end]
    if not any(character.isalnum() for character in name):
        return
    is_tools = name.lower() in _OF_TOOLS or (
        re.fullmatch(r"[a-z0-9]*_[a-z0-9_]*\.(?:go|c|cc|cpp)", name) and found[2] and not found[3]
    )
    yield value._replace(type=KEPT) if is_tools else value
    if value.end == found.end(1):
        for group, what in ((2, "line"), (3, "column"), (4, "line"), (5, "column")):
            if found[group]:
                yield Value(*found.span(group), "int", what)


def address(found: re.Match[str]) -> Iterator[Value]:
    """A hexadecimal number: an address in memory, unless it is the code of an error."""
    digits = found[0][2:]
    before = found.string[: found.start()]
    is_code = (len(digits) == 8 and digits[0] in "8cC") or _TELLING.search(before)
    is_offset = before.endswith("+")
    yield Value(*found.span(), KEPT if is_code or (len(digits) < 5 and not is_offset) else "hex", "address")


def version(found: re.Match[str]) -> Iterator[Value]:
    before = found.string[max(0, found.start() - 8) : found.start()]
    is_protocol = re.search(r"(?:http/|tls ?v?|ssl ?v?|rfc |x\.)$", before, re.IGNORECASE)
    yield Value(found.start(), found.end(), KEPT if is_protocol else "version")


def number(found: re.Match[str]) -> Iterator[Value]:
    """A number that counts, measures or names something; others tell which error it is."""
    start, end = found.span()
    before, after = found.string[max(0, start - 40) : start], found.string[end : end + 40]
    if _TELLING.search(before) or (len(found[0]) == 3 and found[0][0] in "12345" and _STATUS.match(after)):
        return
    if re.search(r"[a-z_-]\[$", before) and after.startswith("]"):
        yield Value(start, end, "int", "pid")
    elif re.search(r"\bport\s*[:=(]?\s*$|:::$|\*:$", before, re.IGNORECASE) and holds("port", found[0]):
        yield Value(start, end, "port")
    elif (
        _COUNTERS.search(before) or len(found[0].lstrip("+-")) > 3 or re.match(r"/[0-9]", after) or before.endswith("/")
    ):
        yield Value(start, end, "int")
    elif _BEHIND.match(after):
        yield Value(start, end, "int", "size" if re.match(r" ?[kKMGT]?i?[bB](?:ytes?)?\b", after) else "count")


def named(found: re.Match[str]) -> Iterator[Value]:
    """A word that a noun before it introduces, where it looks like a name."""
    value = trimmed(found, "word", 3)
    token = found.string[value.start : value.end]
    after = found.string[value.end :]
    lone = token.casefold() in (_RULES.everyday_words | _RULES.common_words) or _NOT_A_NAME.fullmatch(token)
    odd = re.search(r"[0-9_/@.]|[a-z][A-Z]|[a-z]-[a-z]", token) and not _CODE.fullmatch(token)
    goes_on = re.match(rf"[.,;:]?$|[,;:] | (?:{_FOLLOWING})\b", after)
    plain = re.fullmatch(_NAMED, found[1], re.IGNORECASE) and goes_on and not lone
    if len(token) > 1 and not token.isdigit() and (odd or plain):
        is_path = found[1].lower() in ("file", "directory", "path", "folder") and holds("path", token)
        yield value._replace(type="path" if is_path else "word")


def last_word(found: re.Match[str]) -> Iterator[Value]:
    """The one word that a message ends with, behind what asks for it."""
    noun = re.sub(r".* ", "", found[1]).lower()
    if "class" in noun:
        noun = "class"
    yield trimmed(found, "word", 2, NOUNS.get(noun, ""))


def typed(kind: str, name: str = "") -> Finder:
    """A finder of whole matches of one type."""

    def read(found: re.Match[str]) -> Iterator[Value]:
        value = trimmed(found, kind, 0, name)
        if holds(kind, found.string[value.start : value.end]):
            yield value

    return read


def image(found: re.Match[str]) -> Iterator[Value]:
    """A container image behind a word that asks for one."""
    if re.search(r"[0-9/:.-]", found[1]) or found[0].startswith("denied"):
        yield trimmed(found, "image", 1)
