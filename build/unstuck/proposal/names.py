"""Names of variable parts, taken from the words around them: `container foo` is a `{container}`."""

from __future__ import annotations

import re


def word_list(text: str) -> list[str]:
    """The words of a text: a long list that can be read in a few lines."""
    return text.split()


# The word that says what a value is, and the name it gives; most give themselves.
_SAME = word_list(
    "alias argument attribute bucket branch certificate character class client column command commit constraint "
    "container database deployment device directory exchange extension executable field file filesystem flag "
    "folder formula function group hostname identifier image index interface job key keyspace length library line "
    "locale member method module mount namespace network node object offset operator option owner package "
    "parameter partition permission pid plugin pod port position process profile program project property "
    "provider queue ref refspec region relation release remote repository request resource revision role row "
    "schema script sector server service session shard size socket stage step stream subnet symbol table "
    "tablespace tag target task template term thread timeout token topic type unit upstream user username "
    "variable version view volume workspace zone"
)
_OTHER = {
    "addr": "address",
    "arg": "argument",
    "char": "character",
    "col": "column",
    "db": "database",
    "dir": "directory",
    "driver": "driver",
    "endpoint": "endpoint",
    "fs": "filesystem",
    "host": "host",
    "hostname": "host",
    "items": "count",
    "ip": "ip",
    "sp": "sp",
    "modules": "module",
    "packages": "package",
    "path": "path",
    "pathspec": "pathspec",
    "platform": "platform",
    "pubkey": "key",
    "range": "index",
    "reference": "symbol",
    "repo": "repository",
    "requirement": "package",
    "spawning": "file",
    "status": "status",
    "tenant": "tenant",
    "undefined": "name",
}
NOUNS = {**{word: word for word in _SAME}, **_OTHER}
_PLURAL = {f"{word}s": name for word, name in NOUNS.items()}
# Words between the noun and its value that change nothing: `module named 'x'`, `container with name "x"`.
_BETWEEN = frozenset(word_list("named called name with id the a an to of for is at in not no such"))
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,39})(?:\\?[\"'])?(?:=|\\?[\"']: ?)[\\\"'`(\[]*$")
_WORD = re.compile(r"[A-Za-z]+")
_LOOK_BACK, _BACK_WORDS = 60, 3
_DEFAULTS = {
    "path": "path",
    "int": "number",
    "hex": "hex",
    "uuid": "uuid",
    "ip": "ip",
    "host": "host",
    "port": "port",
    "url": "url",
    "version": "version",
    "image": "image",
    "rest": "text",
}
_OF_FILE = re.compile(r"\.[A-Za-z0-9]{1,8}(?:\.[0-9]+)*$")
_PROGRAM = re.compile(r"\.(?:sh|bash|ps1|bat|cmd|zsh)$", re.IGNORECASE)
_PROCESS = frozenset({"process", "thread"})


def name_of(text: str, start: int, end: int, kind: str) -> str:
    """The name of the value at `text[start:end]`, of a type: that of its key, of the noun before it or of the noun
    behind it, else one for its type."""
    before = text[max(0, start - _LOOK_BACK) : start]
    key = _KEY.search(before)
    if key:
        return key[1].lower()
    noun = _noun_before(before) or _noun_behind(text[end : end + _LOOK_BACK])
    value = text[start:end]
    if kind == "int" and noun in _PROCESS:
        return "pid"
    if kind == "path":
        if noun in ("", "directory", "line", "role", "user", "type", "size", "length", "index"):
            return "script" if _PROGRAM.search(value) else "file" if _OF_FILE.search(value) else noun or "path"
        return noun
    if kind in ("ip", "port", "url", "uuid", "hex", "version") and noun in ("line", "type", "file", "name", "size"):
        return _DEFAULTS[kind]
    if kind == "version" and noun != "version":
        return "version"
    return noun or _DEFAULTS.get(kind, "name")


def _noun_before(before: str) -> str:
    """The noun that the nearest words before a value give."""
    # A noun in another clause is not about this value.
    clause = re.split(r"[;,()\[\]] |\. |: (?=[^ ]* ?[^ ]* $)", before.rstrip("\"'`([\\"))[-1]
    found = _WORD.findall(clause)[-_BACK_WORDS:]
    for distance, word in enumerate(reversed(found)):
        noun = NOUNS.get(word.lower()) or _PLURAL.get(word.lower(), "")
        if noun:
            return noun
        if distance and word.lower() not in _BETWEEN:
            return ""
        if not distance and word.lower() not in _BETWEEN:
            return ""
    return ""


def _noun_behind(after: str) -> str:
    """The noun that follows a value in quotation marks, as in `'web' container`."""
    found = re.match(r"\\?[\"'`)\]]+ ([A-Za-z]+)", after)
    if not found:
        return ""
    return {name: name for name in NOUNS.values()}.get(found[1].lower(), "")
